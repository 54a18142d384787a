package dev.instar.engine.sql;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.sql.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Cuts SQL text into tokens by the rules of PostgreSQL's {@code scan.l}, one token at a time, so
 * that an error in the text is met only when the parser comes to it.
 */
final class Lexer {
  /** NAMEDATALEN - 1 of a server built with the defaults. */
  static final int MAX_NAME_BYTES = 63;

  private static final String OPERATOR_CHARACTERS = "~!@#^&|`?+-*/%<>=";

  /** An operator of several characters may end in + or - only if it has one of these. */
  private static final String ALLOWS_TRAILING_SIGN = "~!@#^&|`?%";

  private final SourceText source;
  private final QuotedText quoted;
  private final int nameBytesMax;
  private int position;

  /** Refuses names that are too long. */
  Lexer(SourceText source) {
    this(source, MAX_NAME_BYTES);
  }

  private Lexer(SourceText source, int nameBytesMax) {
    this.source = source;
    this.quoted = new QuotedText(source);
    this.nameBytesMax = nameBytesMax;
  }

  /** Takes names of any length. */
  static Lexer withLongNames(SourceText source) {
    return new Lexer(source, Integer.MAX_VALUE);
  }

  /** Skips a line of psql's own, which begins with a backslash, if one comes next. */
  boolean skipMetaCommand() {
    position = new WhiteSpace(source).skip(position);
    if (source.at(position) != '\\') {
      return false;
    }
    position = source.behindLine(position);
    return true;
  }

  /** Skips the rest of the line, and the lines of data up to and with the one that ends them. */
  void skipCopyData() {
    int begin = position;
    for (int line = source.behindLine(position);
        line < source.length();
        line = source.behindLine(line)) {
      if (source.startsWith("\\.", line)) {
        position = source.behindLine(line);
        return;
      }
    }
    throw source.malformed(begin, "the data of COPY does not end with a line of \\.");
  }

  /** The next token; at the end of the text END, again and again. */
  Token next() {
    position = new WhiteSpace(source).skip(position);
    int start = position;
    if (start == source.length()) {
      return new Token(Kind.END, "", new SourceSpan(start, start));
    }
    char c = source.at(start);
    if (isNameStart(c)) {
      return nameOrPrefixedString(start);
    }
    return switch (c) {
      case '\'' -> token(Kind.STRING, start, quoted.endOfString(start, false));
      case '"' -> quotedName(start);
      case '$' -> parameterOrDollarQuote(start);
      case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(start);
      case '.' ->
          isDigit(source.at(start + 1)) ? number(start) : token(Kind.SYMBOL, start, start + 1);
      case ',', '(', ')', '[', ']', ';' -> token(Kind.SYMBOL, start, start + 1);
      case ':' -> colon(start);
      case '\\' ->
          throw source.malformed(
              start,
              "syntax error at or near \"\\\": commands that begin with a backslash are psql's, not"
                  + " SQL");
      default -> {
        if (OPERATOR_CHARACTERS.indexOf(c) >= 0) {
          yield operator(start);
        }
        throw source.malformed(start, "syntax error at or near \"" + printable(c) + "\"");
      }
    };
  }

  private Token token(Kind kind, int start, int end) {
    return token(kind, source.slice(start, end), start, end);
  }

  private Token token(Kind kind, String value, int start, int end) {
    position = end;
    return new Token(kind, value, new SourceSpan(start, end));
  }

  private Token nameOrPrefixedString(int start) {
    char second = source.at(start + 1);
    char first = source.at(start);
    if (second == '\'') {
      switch (first) {
        case 'e', 'E' -> {
          return escaped(start, quoted.endOfString(start + 1, true));
        }
        case 'n', 'N' -> {
          return token(Kind.NATIONAL_STRING, start, quoted.endOfString(start + 1, false));
        }
        case 'b', 'B', 'x', 'X' -> {
          return token(Kind.BIT_STRING, start, quoted.endOfString(start + 1, false));
        }
        default -> {}
      }
    }
    if ((first == 'u' || first == 'U')
        && second == '&'
        && (source.at(start + 2) == '\'' || source.at(start + 2) == '"')) {
      return source.at(start + 2) == '"'
          ? unicodeName(start)
          : escaped(start, quoted.endOfUnicodeEscape(quoted.endOfString(start + 2, false)));
    }
    int end = start + 1;
    while (isNamePart(source.at(end))) {
      end++;
    }
    String name = foldCase(source.slice(start, end));
    checkLength(name, start);
    return token(Kind.WORD, name, start, end);
  }

  /** A string with escapes, each of which must stand for a character. */
  private Token escaped(int start, int end) {
    try {
      Literals.string(source.slice(start, end));
    } catch (SqlException e) {
      throw source.malformed(start, e.getMessage());
    }
    return token(Kind.STRING, start, end);
  }

  /** {@code U&"…" [UESCAPE '…']}. */
  private Token unicodeName(int start) {
    int close = quoted.endOfQuotedName(start + 2);
    int end = quoted.endOfUnicodeEscape(close);
    char escape = end == close ? '\\' : source.at(end - 2);
    String name = source.slice(start + 3, close - 1).replace("\"\"", "\"");
    try {
      name = UnicodeEscapes.decode(name, escape);
    } catch (SqlException e) {
      throw source.malformed(start, e.getMessage());
    }
    if (name.isEmpty()) {
      throw source.malformed(start, "zero-length delimited identifier");
    }
    checkLength(name, start);
    return token(Kind.QUOTED_NAME, name, start, end);
  }

  private Token quotedName(int start) {
    int end = quoted.endOfQuotedName(start);
    String name = source.slice(start + 1, end - 1).replace("\"\"", "\"");
    if (name.isEmpty()) {
      throw source.malformed(start, "zero-length delimited identifier at or near \"\"\"\"");
    }
    checkLength(name, start);
    return token(Kind.QUOTED_NAME, name, start, end);
  }

  /** PostgreSQL truncates with a notice, and two names may become one: not in a migration. */
  private void checkLength(String name, int start) {
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > nameBytesMax) {
      throw source.nameTooLong(
          start,
          "identifier \"%s\" has %d bytes; PostgreSQL would silently cut it to %d"
              .formatted(name, bytes, MAX_NAME_BYTES));
    }
  }

  private Token parameterOrDollarQuote(int start) {
    int end = start + 1;
    if (isDigit(source.at(end))) {
      while (isDigit(source.at(end))) {
        end++;
      }
      if (isNameStart(source.at(end))) {
        throw junk("trailing junk after parameter", start, end);
      }
      if (end - start > 6) { // the protocol counts parameters in 16 bits
        throw source.malformed(start, "parameter number too large");
      }
      return token(Kind.PARAMETER, start, end);
    }
    return token(Kind.STRING, start, quoted.endOfDollarQuote(start));
  }

  private Token number(int start) {
    NumberText number = NumberText.at(source, start);
    if (isNameStart(source.at(number.end()))) {
      throw junk("trailing junk after numeric literal", start, number.end());
    }
    return token(number.integer() ? Kind.INTEGER : Kind.DECIMAL, start, number.end());
  }

  private SqlSyntaxException junk(String what, int start, int end) {
    int last = end;
    while (isNamePart(source.at(last))) {
      last++;
    }
    return source.malformed(start, what + " at or near \"" + source.slice(start, last) + "\"");
  }

  private Token colon(int start) {
    char second = source.at(start + 1);
    return token(Kind.SYMBOL, start, second == ':' || second == '=' ? start + 2 : start + 1);
  }

  private Token operator(int start) {
    int end = start + 1;
    while (OPERATOR_CHARACTERS.indexOf(source.at(end)) >= 0
        && !source.startsWith("--", end)
        && !source.startsWith("/*", end)) {
      end++;
    }
    end = withoutTrailingSigns(start, end);
    String operator = source.slice(start, end);
    checkLength(operator, start);
    return token(Kind.SYMBOL, operator.equals("!=") ? "<>" : operator, start, end);
  }

  private int withoutTrailingSigns(int start, int end) {
    for (int i = start; i < end; i++) {
      if (ALLOWS_TRAILING_SIGN.indexOf(source.at(i)) >= 0) {
        return end;
      }
    }
    int last = end;
    while (last > start + 1 && (source.at(last - 1) == '+' || source.at(last - 1) == '-')) {
      last--;
    }
    return last;
  }

  private static String foldCase(String name) {
    // PostgreSQL folds ASCII only where the encoding has several bytes per character.
    StringBuilder folded = new StringBuilder(name);
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        folded.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return folded.toString();
  }

  static boolean isNameStart(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  static boolean isNamePart(char c) {
    return isNameStart(c) || isDigit(c) || c == '$';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String printable(char c) {
    return c < ' ' || c == 0x7f
        ? String.format(Locale.ROOT, "\\x%02x", (int) c)
        : String.valueOf(c);
  }
}
