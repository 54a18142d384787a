package dev.instar.engine.sql;

import dev.instar.engine.sql.FromItem.Alias;
import dev.instar.engine.sql.FromItem.Condition;
import dev.instar.engine.sql.FromItem.Join;
import dev.instar.engine.sql.FromItem.RecordColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands behind FROM and USING: tables, queries, calls, and joins of them. */
final class FromParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final QueryParser queries;

  FromParser(
      TokenStream tokens, NameParser names, ExpressionParser expressions, QueryParser queries) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.queries = queries;
  }

  /** {@code item, …}. */
  List<FromItem> list() {
    List<FromItem> items = new ArrayList<>();
    do {
      items.add(item());
    } while (tokens.acceptSymbol(","));
    return items;
  }

  /**
   * An item with the joins behind it. A join takes its partner up to its own ON or USING, so that
   * {@code a JOIN b JOIN c ON x ON y} joins b and c first.
   */
  private FromItem item() {
    tokens.enter();
    FromItem left = single();
    while (true) {
      Position position = tokens.here();
      Optional<FromItem> joined = join(left, position);
      if (joined.isEmpty()) {
        tokens.leave();
        return left;
      }
      left = joined.get();
      tokens.link();
    }
  }

  private Optional<FromItem> join(FromItem left, Position position) {
    if (tokens.accept("cross")) {
      tokens.expect("join");
      return joined(Join.Kind.INNER, left, single(), new Condition.None(), position);
    }
    if (tokens.accept("natural")) {
      Join.Kind kind = kind();
      tokens.expect("join");
      return joined(kind, left, single(), new Condition.Natural(), position);
    }
    if (!tokens.atAnyOf("join", "inner", "left", "right", "full")) {
      return Optional.empty();
    }
    Join.Kind kind = kind();
    tokens.expect("join");
    FromItem right = item();
    return joined(kind, left, right, condition(), position);
  }

  private static Optional<FromItem> joined(
      Join.Kind kind, FromItem left, FromItem right, Condition condition, Position position) {
    return Optional.of(new Join(kind, left, right, condition, Optional.empty(), position));
  }

  private Join.Kind kind() {
    if (tokens.accept("inner")) {
      return Join.Kind.INNER;
    }
    Join.Kind kind =
        tokens.accept("left")
            ? Join.Kind.LEFT
            : tokens.accept("right")
                ? Join.Kind.RIGHT
                : tokens.accept("full") ? Join.Kind.FULL : Join.Kind.INNER;
    if (kind != Join.Kind.INNER) {
      tokens.accept("outer");
    }
    return kind;
  }

  private Condition condition() {
    if (tokens.accept("on")) {
      return new Condition.On(expressions.root());
    }
    if (!tokens.accept("using")) {
      throw tokens.unexpected("ON or USING");
    }
    List<String> columns = names.columnList();
    Optional<String> alias =
        tokens.accept("as") ? Optional.of(names.columnName("an alias")) : Optional.empty();
    return new Condition.Using(columns, alias);
  }

  private FromItem single() {
    Position position = tokens.here();
    boolean lateral = tokens.accept("lateral");
    FromItem item;
    if (SubqueryLookahead.atSubquery(tokens)) {
      Query query = queries.parenthesized();
      item = new FromItem.Subquery(lateral, query, alias(false), position);
    } else if (tokens.atSymbol("(") && !lateral) {
      item = joinInParentheses();
    } else if (lateral || callComesNext()) {
      item = call(lateral, position);
    } else {
      FromItem.Table table = relation();
      item = new FromItem.Table(table.name(), table.only(), alias(false), position);
    }
    if (tokens.at("tablesample")) {
      throw tokens.unsupported(tokens.peek(), "TABLESAMPLE is not supported");
    }
    return item;
  }

  private FromItem joinInParentheses() {
    tokens.expectSymbol("(");
    FromItem inner = item();
    Token end = tokens.peek();
    tokens.expectSymbol(")");
    if (!(inner instanceof Join join) || join.alias().isPresent()) {
      throw tokens.malformed(end, "parentheses in FROM are for joins and queries");
    }
    return new Join(
        join.kind(), join.left(), join.right(), join.condition(), alias(false), join.position());
  }

  /** {@code [ONLY] table [*]}, without an alias. */
  FromItem.Table relation() {
    Position position = tokens.here();
    TableName table = tableName();
    return new FromItem.Table(table.name(), table.only(), Optional.empty(), position);
  }

  /** {@code [ONLY] table [*]}. */
  TableName tableName() {
    boolean only = tokens.accept("only");
    boolean parenthesis = only && tokens.acceptSymbol("(");
    QualifiedName name = names.qualified("a table");
    if (parenthesis) {
      tokens.expectSymbol(")");
    } else if (!only) {
      names.descendants();
    }
    return new TableName(name, only);
  }

  /** Whether a call comes next, and no table. */
  private boolean callComesNext() {
    if (rowsFromComesNext()) {
      return true;
    }
    if (tokens.at("only")) {
      return false;
    }
    int behind = 1;
    while (tokens.peek(behind).isSymbol(".") && tokens.peek(behind + 1).isLabel()) {
      behind += 2;
    }
    return tokens.peek(behind).isSymbol("(") || !tokens.peek().isColumnName();
  }

  private boolean rowsFromComesNext() {
    return tokens.at("rows", "from") && tokens.peek(2).isSymbol("(");
  }

  private FromItem call(boolean lateral, Position position) {
    Expression call = rowsFromComesNext() ? rowsFrom(position) : call();
    boolean ordinality = tokens.accept("with", "ordinality");
    return new FromItem.Function(lateral, call, ordinality, alias(true), position);
  }

  /** {@code ROWS FROM (function(…), …)}. */
  private Expression rowsFrom(Position position) {
    tokens.expect("rows");
    tokens.expect("from");
    tokens.expectSymbol("(");
    List<Expression> calls = new ArrayList<>();
    do {
      calls.add(call());
      if (tokens.at("as")) {
        throw tokens.unsupported(
            tokens.peek(), "column definition lists in ROWS FROM are not supported");
      }
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return calls.size() == 1 ? calls.getFirst() : new Expression.RowConstructor(calls, position);
  }

  private Expression call() {
    Token first = tokens.peek();
    Expression call = expressions.operands().windowlessCall();
    switch (call) {
      case Expression.ColumnReference c -> throw tokens.unexpected("\"(\"");
      case Expression.Star s -> throw tokens.unexpected(first, "a table");
      case Expression.TypedLiteral t -> throw tokens.unexpected(first, "a table");
      default -> {}
    }
    return call;
  }

  /** {@code [AS] name [(column, …)]}, or nothing. */
  private Optional<Alias> alias(boolean definitionsAllowed) {
    Position position = tokens.here();
    boolean as = tokens.accept("as");
    if (as && definitionsAllowed && tokens.atSymbol("(")) {
      return Optional.of(new Alias(Optional.empty(), List.of(), definitions(), position));
    }
    if (!as && !tokens.peek().isColumnName()) {
      return Optional.empty();
    }
    Optional<String> name = Optional.of(names.columnName("an alias"));
    if (!tokens.atSymbol("(")) {
      return Optional.of(new Alias(name, List.of(), List.of(), position));
    }
    Token behindFirst = tokens.peek(2);
    boolean plain = behindFirst.isSymbol(",") || behindFirst.isSymbol(")");
    return Optional.of(
        plain || !definitionsAllowed
            ? new Alias(name, names.columnList(), List.of(), position)
            : new Alias(name, List.of(), definitions(), position));
  }

  private List<RecordColumn> definitions() {
    List<RecordColumn> columns = new ArrayList<>();
    tokens.expectSymbol("(");
    do {
      String name = names.columnName("a column name");
      TypeName type = expressions.types().type();
      Optional<QualifiedName> collation =
          tokens.accept("collate") ? Optional.of(names.qualified("a collation")) : Optional.empty();
      columns.add(new RecordColumn(name, type, collation));
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return columns;
  }
}
