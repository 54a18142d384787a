package dev.instar.engine.sql;

import dev.instar.engine.sql.QueryBody.Distinct;
import dev.instar.engine.sql.QueryBody.Row;
import dev.instar.engine.sql.QueryBody.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SELECT, VALUES and TABLE, without what may stand around them. */
final class SelectParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final ClauseParser clauses;
  private final FromParser from;

  /** Whether the next SELECT is a statement's first, and may name a table to make. */
  private boolean intoAllowed;

  /** Whether the next VALUES holds what INSERT stores. */
  private boolean defaultsAllowed;

  private Optional<Into> into = Optional.empty();

  SelectParser(
      TokenStream tokens,
      NameParser names,
      ExpressionParser expressions,
      ClauseParser clauses,
      QueryParser queries) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.clauses = clauses;
    this.from = new FromParser(tokens, names, expressions, queries);
  }

  /** The table that SELECT INTO makes. */
  record Into(QualifiedName table, Definition.Persistence persistence) {
    Statement of(Query query) {
      return new Definition.CreateTableAs(
          table, false, List.of(), Definition.TableStorage.of(persistence), query, true);
    }
  }

  FromParser from() {
    return from;
  }

  void allowInto() {
    intoAllowed = true;
    into = Optional.empty();
  }

  Optional<Into> takeInto() {
    intoAllowed = false;
    return into;
  }

  void allowDefaults(boolean allowed) {
    defaultsAllowed = allowed;
  }

  QueryBody body() {
    boolean mayHaveInto = intoAllowed;
    boolean mayHaveDefaults = defaultsAllowed;
    intoAllowed = false;
    defaultsAllowed = false;
    return switch (tokens.next().value()) {
      case "select" -> select(mayHaveInto);
      case "values" -> values(mayHaveDefaults);
      default -> wholeTable();
    };
  }

  private QueryBody select(boolean mayHaveInto) {
    Distinct distinct = distinct();
    boolean none = distinct instanceof Distinct.None && ExpressionParser.endsTargets(tokens.peek());
    List<Target> targets = none ? List.of() : clauses.targets();
    into(mayHaveInto);
    List<FromItem> items = tokens.accept("from") ? from.list() : List.of();
    Optional<Expression> where = clauses.where();
    boolean groupDistinct = false;
    List<Expression> groupBy = List.of();
    if (tokens.accept("group")) {
      tokens.expect("by");
      groupDistinct = !tokens.accept("all") && tokens.accept("distinct");
      groupBy = groupBy();
    }
    Optional<Expression> having =
        tokens.accept("having") ? Optional.of(expressions.root()) : Optional.empty();
    return new Select(
        distinct, targets, items, where, groupBy, groupDistinct, having, clauses.windows());
  }

  private Distinct distinct() {
    if (!tokens.accept("distinct")) {
      tokens.accept("all");
      return new Distinct.None();
    }
    if (!tokens.accept("on")) {
      return new Distinct.Rows();
    }
    tokens.expectSymbol("(");
    List<Expression> keys = expressions.roots();
    tokens.expectSymbol(")");
    return new Distinct.On(keys);
  }

  private void into(boolean allowed) {
    Token word = tokens.peek();
    if (!tokens.accept("into")) {
      return;
    }
    // Those words may be the table's name, too.
    boolean named =
        tokens.atAnyOf("temp", "temporary", "unlogged")
            && !tokens.peek(1).isColumnName()
            && !tokens.peek(1).isWord("table");
    Definition.Persistence persistence =
        named ? Definition.Persistence.PERMANENT : persistence(tokens);
    tokens.accept("table");
    QualifiedName table = names.qualified("a name for the table");
    if (!allowed) {
      throw tokens.malformed(word, "SELECT ... INTO is not allowed here");
    }
    into = Optional.of(new Into(table, persistence));
  }

  /** {@code [[LOCAL | GLOBAL] TEMP | TEMPORARY | UNLOGGED]}. */
  static Definition.Persistence persistence(TokenStream tokens) {
    boolean scope =
        tokens.atAnyOf("local", "global")
            && (tokens.peek(1).isWord("temp") || tokens.peek(1).isWord("temporary"));
    if (scope) {
      tokens.next();
    }
    if (tokens.accept("temporary") || tokens.accept("temp")) {
      return Definition.Persistence.TEMPORARY;
    }
    return tokens.accept("unlogged")
        ? Definition.Persistence.UNLOGGED
        : Definition.Persistence.PERMANENT;
  }

  private List<Expression> groupBy() {
    List<Expression> keys = new ArrayList<>();
    do {
      Token next = tokens.peek(1);
      boolean sets =
          (tokens.atAnyOf("cube", "rollup") && next.isSymbol("("))
              || tokens.at("grouping", "sets")
              || (tokens.atSymbol("(") && next.isSymbol(")"));
      if (sets) {
        throw tokens.unsupported(
            tokens.peek(),
            "GROUP BY of several sets (CUBE, ROLLUP, GROUPING SETS) is not supported");
      }
      keys.add(expressions.root());
    } while (tokens.acceptSymbol(","));
    return keys;
  }

  private QueryBody values(boolean defaults) {
    List<Row> rows = new ArrayList<>();
    do {
      Position position = tokens.here();
      tokens.expectSymbol("(");
      List<Expression> values = new ArrayList<>();
      do {
        values.add(defaults ? expressions.rootOrDefault() : expressions.root());
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
      rows.add(new Row(values, position));
    } while (tokens.acceptSymbol(","));
    return new QueryBody.Values(rows);
  }

  /** {@code TABLE t}. */
  private QueryBody wholeTable() {
    Position position = tokens.here();
    Target all = new Target(new Expression.Star(List.of(), position), Optional.empty(), position);
    return new Select(
        new Distinct.None(),
        List.of(all),
        List.of(from.relation()),
        Optional.empty(),
        List.of(),
        false,
        Optional.empty(),
        List.of());
  }
}
