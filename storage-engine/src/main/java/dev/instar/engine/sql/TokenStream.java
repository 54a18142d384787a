package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The tokens of a text, read as the parser asks for them, with a place to come back to. */
final class TokenStream {
  /**
   * A level of nested calls was measured at up to 4 kB of stack (code of the first compiler, JDK
   * 25), so that this takes less than half of a thread's usual megabyte.
   */
  static final int MAX_NESTING = 100;

  private static final int MAX_LINKS = 1000;

  private final SourceText source;
  private final Lexer lexer;
  private final List<Token> tokens = new ArrayList<>();
  private int position;
  private int nesting;
  private int links;

  TokenStream(SourceText source) {
    this.source = source;
    this.lexer = new Lexer(source);
  }

  Token peek() {
    return peek(0);
  }

  /** The token {@code ahead} places behind the next one; END behind the end. */
  Token peek(int ahead) {
    while (tokens.size() <= position + ahead) {
      tokens.add(lexer.next());
    }
    return tokens.get(position + ahead);
  }

  Token next() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      position++;
    }
    return token;
  }

  /** A place to give to {@link #goBackTo}, {@link #textSince} and {@link #movedSince}. */
  int mark() {
    return position;
  }

  void goBackTo(int mark) {
    position = mark;
  }

  boolean movedSince(int mark) {
    return position > mark;
  }

  /** From the first token at {@code mark} to the last one read, exactly as written. */
  String textSince(int mark) {
    SourceSpan span = spanSince(mark);
    return source.slice(span.start(), span.end());
  }

  /** The values of the tokens since {@code mark}, with single spaces between. */
  String wordsSince(int mark) {
    return tokens.subList(mark, position).stream()
        .map(Token::value)
        .collect(Collectors.joining(" "));
  }

  SourceSpan spanSince(int mark) {
    if (position == mark) {
      throw new IllegalStateException("no token was read since the mark");
    }
    return new SourceSpan(tokens.get(mark).span().start(), lastSpan().end());
  }

  /** Where the last token read stands. */
  SourceSpan lastSpan() {
    return tokens.get(position - 1).span();
  }

  /** Where the next token stands. */
  Position here() {
    return new Position(peek().span().start());
  }

  /** Where the token at {@code mark} stands, which was read already. */
  Position positionOf(int mark) {
    return new Position(tokens.get(mark).span().start());
  }

  String slice(SourceSpan span) {
    return source.slice(span.start(), span.end());
  }

  int lineOf(int offset) {
    return source.lineOf(offset);
  }

  int columnOf(int offset) {
    return source.columnOf(offset);
  }

  boolean atEnd() {
    return peek().kind() == Kind.END;
  }

  /** Whether the next tokens are these key words, given in lower case. */
  boolean at(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).isWord(words[i])) {
        return false;
      }
    }
    return true;
  }

  /** Whether the token at {@code mark}, which was read already or comes next, is this key word. */
  boolean wasAt(int mark, String word) {
    return tokens.get(mark).isWord(word);
  }

  boolean atAnyOf(String... words) {
    for (String word : words) {
      if (peek().isWord(word)) {
        return true;
      }
    }
    return false;
  }

  boolean atSymbol(String symbol) {
    return peek().isSymbol(symbol);
  }

  /** Reads these key words if all of them come next. */
  boolean accept(String... words) {
    if (!at(words)) {
      return false;
    }
    position += words.length;
    return true;
  }

  boolean acceptSymbol(String symbol) {
    if (!atSymbol(symbol)) {
      return false;
    }
    position++;
    return true;
  }

  void expect(String... words) {
    for (String word : words) {
      if (!accept(word)) {
        throw unexpected(word.toUpperCase(Locale.ROOT));
      }
    }
  }

  void expectSymbol(String symbol) {
    if (!acceptSymbol(symbol)) {
      throw unexpected("\"" + symbol + "\"");
    }
  }

  Token expect(Kind kind, String expected) {
    if (peek().kind() != kind) {
      throw unexpected(expected);
    }
    return next();
  }

  /** The error for the next token, which is not what the grammar has here. */
  SqlSyntaxException unexpected(String expected) {
    return unexpected(peek(), expected);
  }

  SqlSyntaxException unexpected(Token token, String expected) {
    return source.malformed(token.span().start(), syntaxErrorAt(token) + ": expected " + expected);
  }

  /** Like {@link #unexpected}, with a sentence of its own behind PostgreSQL's words. */
  SqlSyntaxException malformed(Token token, String why) {
    return source.malformed(token.span().start(), syntaxErrorAt(token) + ": " + why);
  }

  private String syntaxErrorAt(Token token) {
    return token.kind() == Kind.END
        ? "syntax error at end of input"
        : "syntax error at or near \"" + slice(token.span()) + "\"";
  }

  /** The error for a form that PostgreSQL has and this parser does not take. */
  SqlSyntaxException unsupported(Token token, String reason) {
    return source.unsupported(token.span().start(), reason);
  }

  /** Counts one level of nesting; {@link #leave} gives it back. */
  void enter() {
    nesting++;
    if (nesting > MAX_NESTING) {
      throw unsupported(
          peek(), "more than " + MAX_NESTING + " levels of nesting are not supported");
    }
  }

  /**
   * Counts one join or UNION of a statement: many in a row nest nothing in the text and yet make a
   * deep tree.
   */
  void link() {
    links++;
    if (links > MAX_LINKS) {
      throw unsupported(
          peek(), "more than " + MAX_LINKS + " joins and set operations are not supported");
    }
  }

  /** A new statement begins, or one is begun anew. */
  void beginStatement() {
    links = 0;
    nesting = 0;
  }

  void leave() {
    nesting--;
  }
}
