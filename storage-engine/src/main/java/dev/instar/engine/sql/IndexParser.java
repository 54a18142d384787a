package dev.instar.engine.sql;

import dev.instar.engine.sql.IndexDefinition.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** CREATE INDEX and DROP INDEX, and the index elements that EXCLUDE shares with them. */
final class IndexParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final OptionParser options;
  private final ClauseParser clauses;

  IndexParser(
      TokenStream tokens, NameParser names, ExpressionParser expressions, OptionParser options) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.options = options;
    this.clauses = new ClauseParser(tokens, names, expressions);
  }

  /** Everything from CREATE on. */
  Statement createIndex() {
    tokens.expect("create");
    boolean unique = tokens.accept("unique");
    tokens.expect("index");
    boolean concurrently = tokens.accept("concurrently");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    Optional<String> name = Optional.empty();
    if (ifNotExists || !tokens.at("on")) {
      name = Optional.of(names.columnName("a name for the index"));
    }
    tokens.expect("on");
    boolean only = tokens.accept("only");
    boolean parenthesis = only && tokens.acceptSymbol("(");
    QualifiedName table = names.qualified("a table");
    if (parenthesis) {
      tokens.expectSymbol(")");
    } else if (!only) {
      names.descendants();
    }
    return new Statement.CreateIndex(
        unique, concurrently, ifNotExists, name, only, table, definition());
  }

  private IndexDefinition definition() {
    int start = tokens.mark();
    String method = method();
    List<Element> elements = elements();
    List<String> include = include();
    boolean nullsNotDistinct = nullsNotDistinct();
    Map<String, String> parameters = tokens.accept("with") ? options.parenthesized() : Map.of();
    Optional<String> tablespace =
        tokens.accept("tablespace")
            ? Optional.of(names.columnName("a tablespace"))
            : Optional.empty();
    Optional<SqlFragment> where =
        tokens.accept("where") ? Optional.of(expressions.fragment()) : Optional.empty();
    return new IndexDefinition(
        method,
        elements,
        include,
        nullsNotDistinct,
        parameters,
        tablespace,
        where,
        tokens.textSince(start));
  }

  /** {@code USING method}; PostgreSQL's default where it is not written. */
  String method() {
    return tokens.accept("using") ? names.columnName("an index method") : "btree";
  }

  /** {@code NULLS [NOT] DISTINCT}; whether it said NOT. */
  boolean nullsNotDistinct() {
    if (tokens.accept("nulls", "not", "distinct")) {
      return true;
    }
    tokens.accept("nulls", "distinct");
    return false;
  }

  /** {@code (element, …)}. */
  List<Element> elements() {
    tokens.expectSymbol("(");
    List<Element> elements = new ArrayList<>();
    do {
      elements.add(element());
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return elements;
  }

  /**
   * {@code INCLUDE (column, …)}. PostgreSQL's grammar takes expressions too, its server does not.
   */
  List<String> include() {
    if (!tokens.accept("include")) {
      return List.of();
    }
    List<String> columns = new ArrayList<>();
    tokens.expectSymbol("(");
    do {
      Token first = tokens.peek();
      Element element = element();
      columns.add(
          element
              .column()
              .orElseThrow(
                  () -> tokens.unsupported(first, "an index includes columns, not expressions")));
      if (tokens.lastSpan().start() != first.span().start()) {
        throw tokens.unsupported(
            first, "included columns have no collation, operator class or order");
      }
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return columns;
  }

  /** {@code column | function(…) | (expression)} with collation, operator class and order. */
  Element element() {
    int start = tokens.mark();
    Optional<String> column = Optional.empty();
    SqlFragment expression;
    if (tokens.atSymbol("(")) {
      expression = expressions.parenthesized();
    } else {
      Expression key = expressions.operands().windowlessCall();
      expression = new SqlFragment(tokens.textSince(start), key);
      column = plainColumn(start, key);
    }
    Optional<QualifiedName> collation =
        tokens.accept("collate") ? Optional.of(names.qualified("a collation")) : Optional.empty();
    Optional<QualifiedName> operatorClass = operatorClass();
    boolean descending = clauses.descending();
    NullsOrder nulls = clauses.nulls();
    return new Element(
        column, expression, collation, operatorClass, descending, nulls, tokens.textSince(start));
  }

  private Optional<String> plainColumn(int start, Expression key) {
    return switch (key) {
      case Expression.ColumnReference column when column.parts().size() == 1 ->
          Optional.of(column.parts().getFirst());
      case Expression.ColumnReference column -> throw needsParentheses(start);
      case Expression.Star star -> throw needsParentheses(start);
      case Expression.TypedLiteral literal -> throw needsParentheses(start);
      default -> Optional.empty();
    };
  }

  private SqlSyntaxException needsParentheses(int start) {
    tokens.goBackTo(start + 1);
    return tokens.malformed(tokens.peek(), "an expression in an index needs parentheses");
  }

  private Optional<QualifiedName> operatorClass() {
    boolean nullsOrder = tokens.at("nulls", "first") || tokens.at("nulls", "last");
    if (nullsOrder || !tokens.peek().isColumnName()) {
      return Optional.empty();
    }
    QualifiedName name = names.qualified("an operator class");
    if (tokens.atSymbol("(")) {
      options.parenthesized();
    }
    return Optional.of(name);
  }

  /** Everything from DROP on. */
  Statement dropIndex() {
    tokens.expect("drop", "index");
    boolean concurrently = tokens.accept("concurrently");
    boolean ifExists = tokens.accept("if", "exists");
    List<QualifiedName> indexes = new ArrayList<>();
    do {
      indexes.add(names.qualified("an index"));
    } while (tokens.acceptSymbol(","));
    return new Statement.DropIndex(indexes, concurrently, ifExists, cascade());
  }

  /** {@code [CASCADE | RESTRICT]}; whether it was CASCADE. */
  boolean cascade() {
    if (tokens.accept("cascade")) {
      return true;
    }
    tokens.accept("restrict");
    return false;
  }
}
