package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Scripts: statements, with semicolons between them, and what stands alone in a text. */
final class StatementParser {
  private final TokenStream tokens;
  private final ExpressionParser expressions;
  private final StatementDispatcher statements;
  private final boolean outlines;

  StatementParser(String text) {
    this(text, false);
  }

  /**
   * @param outlines whether what the grammar does not take is read by its outline
   */
  StatementParser(String text, boolean outlines) {
    this.outlines = outlines;
    tokens = new TokenStream(new SourceText(text));
    NameParser names = new NameParser(tokens);
    expressions = new ExpressionParser(tokens, names);
    OptionParser options = new OptionParser(tokens, names, expressions.types());
    statements = new StatementDispatcher(tokens, names, expressions, options);
  }

  /** All statements up to the end of the text. */
  List<ParsedStatement> script(Consumer<ParsedStatement> visitor) {
    List<ParsedStatement> script = new ArrayList<>();
    while (true) {
      skipEmptyStatements();
      if (tokens.atEnd()) {
        return script;
      }
      ParsedStatement parsed = statement();
      visitor.accept(parsed);
      script.add(parsed);
      if (!tokens.atEnd() && !tokens.atSymbol(";")) {
        throw tokens.unexpected("the end of the statement");
      }
    }
  }

  /** The one statement of the text. */
  ParsedStatement onlyStatement() {
    skipEmptyStatements();
    if (tokens.atEnd()) {
      throw tokens.unexpected("a statement");
    }
    ParsedStatement statement = statement();
    skipEmptyStatements();
    if (!tokens.atEnd()) {
      throw tokens.unexpected("the end of the statement");
    }
    return statement;
  }

  /** PostgreSQL takes empty statements too. */
  private void skipEmptyStatements() {
    boolean skipped;
    do {
      skipped = tokens.acceptSymbol(";");
    } while (skipped);
  }

  /** An expression that is the whole text. */
  SqlFragment wholeExpression() {
    SqlFragment fragment = expressions.fragment();
    expectEnd("the end of the expression");
    return fragment;
  }

  /** A type that is the whole text. */
  TypeName wholeType() {
    TypeName type = expressions.types().type();
    expectEnd("the end of the type");
    return type;
  }

  /** A name that is the whole text. */
  QualifiedName wholeName() {
    QualifiedName name = new NameParser(tokens).qualified("a name");
    expectEnd("the end of the name");
    return name;
  }

  /** The bound of a partition that is the whole text. */
  PartitionBound wholeBound() {
    PartitionBound bound =
        new PartitionParser(tokens, new NameParser(tokens), expressions).boundTree();
    expectEnd("the end of the bound");
    return bound;
  }

  private void expectEnd(String expected) {
    if (!tokens.atEnd()) {
      throw tokens.unexpected(expected);
    }
  }

  private ParsedStatement statement() {
    int start = tokens.mark();
    tokens.beginStatement();
    Statement statement = outlines ? statements.statementOrOutline() : statements.statement();
    SourceSpan span = tokens.spanSince(start);
    return new ParsedStatement(
        statement,
        tokens.slice(span),
        span,
        tokens.lineOf(span.start()),
        tokens.columnOf(span.start()));
  }
}
