package dev.instar.engine.sql;

import dev.instar.engine.sql.Expression.RowConstructor;
import dev.instar.engine.sql.FromItem.Alias;
import dev.instar.engine.sql.Modification.Assignment;
import dev.instar.engine.sql.Modification.Clauses;
import dev.instar.engine.sql.Modification.ConflictTarget;
import dev.instar.engine.sql.Modification.Delete;
import dev.instar.engine.sql.Modification.Insert;
import dev.instar.engine.sql.Modification.OnConflict;
import dev.instar.engine.sql.Modification.Overriding;
import dev.instar.engine.sql.Modification.TargetColumn;
import dev.instar.engine.sql.Modification.Update;
import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** INSERT, UPDATE and DELETE. */
final class ModificationParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ExpressionParser expressions;
  private final QueryParser queries;
  private final IndexParser indexes;

  ModificationParser(
      TokenStream tokens, NameParser names, ExpressionParser expressions, QueryParser queries) {
    this.tokens = tokens;
    this.names = names;
    this.expressions = expressions;
    this.queries = queries;
    OptionParser options = new OptionParser(tokens, names, expressions.types());
    this.indexes = new IndexParser(tokens, names, expressions, options);
  }

  /** Everything from INSERT, UPDATE or DELETE on. */
  Modification modification(List<CommonTable> with) {
    return switch (tokens.next().value()) {
      case "insert" -> insert(with);
      case "update" -> update(with);
      default -> delete(with);
    };
  }

  private ClauseParser clauses() {
    return queries.clauses();
  }

  private Modification insert(List<CommonTable> with) {
    tokens.expect("into");
    Position position = tokens.here();
    QualifiedName name = names.qualified("a table");
    Optional<Alias> alias = tokens.at("as") ? alias() : Optional.empty();
    FromItem.Table table = new FromItem.Table(name, false, alias, position);
    boolean list = tokens.atSymbol("(") && !SubqueryLookahead.atSubquery(tokens);
    List<TargetColumn> columns = list ? columns() : List.of();
    Overriding overriding = overriding();
    boolean defaults = !list && overriding == Overriding.NONE && tokens.accept("default", "values");
    Optional<Query> source = defaults ? Optional.empty() : Optional.of(queries.insertSource());
    Optional<OnConflict> onConflict =
        tokens.at("on") ? Optional.of(onConflict()) : Optional.empty();
    return new Insert(with, table, columns, overriding, source, onConflict, clauses().returning());
  }

  private Overriding overriding() {
    if (!tokens.accept("overriding")) {
      return Overriding.NONE;
    }
    boolean system = tokens.accept("system");
    if (!system) {
      tokens.expect("user");
    }
    tokens.expect("value");
    return system ? Overriding.SYSTEM : Overriding.USER;
  }

  private OnConflict onConflict() {
    Position position = tokens.here();
    tokens.expect("on", "conflict");
    ConflictTarget target = new ConflictTarget.Any();
    if (tokens.accept("on")) {
      tokens.expect("constraint");
      target = new ConflictTarget.Constraint(names.columnName("a constraint"));
    } else if (tokens.atSymbol("(")) {
      List<IndexDefinition.Element> elements = indexes.elements();
      Optional<SqlFragment> where =
          tokens.accept("where") ? Optional.of(expressions.fragment()) : Optional.empty();
      target = new ConflictTarget.Inferred(elements, where);
    }
    tokens.expect("do");
    if (tokens.accept("nothing")) {
      return new OnConflict(target, List.of(), Optional.empty(), position);
    }
    tokens.expect("update", "set");
    List<Assignment> assignments = assignments();
    return new OnConflict(target, assignments, clauses().where(), position);
  }

  private Modification update(List<CommonTable> with) {
    Position verb = new Position(tokens.lastSpan().start());
    FromItem.Table table = target();
    tokens.expect("set");
    List<Assignment> assignments = assignments();
    boolean joins = tokens.accept("from");
    Position sources = sources(joins);
    List<FromItem> from = joins ? queries.from().list() : List.of();
    Clauses clauses = places(verb, sources);
    Optional<Expression> where = clauses().where();
    return new Update(with, table, assignments, from, where, clauses().returning(), clauses);
  }

  private Modification delete(List<CommonTable> with) {
    Position verb = new Position(tokens.lastSpan().start());
    tokens.expect("from");
    FromItem.Table table = target();
    boolean joins = tokens.accept("using");
    Position sources = sources(joins);
    List<FromItem> using = joins ? queries.from().list() : List.of();
    Clauses clauses = places(verb, sources);
    Optional<Expression> where = clauses().where();
    return new Delete(with, table, using, where, clauses().returning(), clauses);
  }

  /** Where the items of FROM or USING begin; behind what was read where there are none. */
  private Position sources(boolean joins) {
    return joins ? tokens.here() : new Position(tokens.lastSpan().end());
  }

  /** Before WHERE, if there is one. */
  private Clauses places(Position verb, Position sources) {
    return new Clauses(
        verb,
        sources,
        new Position(tokens.lastSpan().end()),
        tokens.at("where")
            ? Optional.of(new Position(tokens.peek(1).span().start()))
            : Optional.empty());
  }

  /** {@code [ONLY] table [[AS] alias]}; an alias SET needs its AS. */
  private FromItem.Table target() {
    FromItem.Table table = queries.from().relation();
    boolean named = tokens.at("as") || (tokens.peek().isColumnName() && !tokens.at("set"));
    Optional<Alias> alias = named ? alias() : Optional.empty();
    return new FromItem.Table(table.name(), table.only(), alias, table.position());
  }

  private Optional<Alias> alias() {
    Position position = tokens.here();
    tokens.accept("as");
    Optional<String> name = Optional.of(names.columnName("an alias"));
    return Optional.of(new Alias(name, List.of(), List.of(), position));
  }

  private List<TargetColumn> columns() {
    tokens.expectSymbol("(");
    List<TargetColumn> columns = new ArrayList<>();
    do {
      columns.add(column());
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return columns;
  }

  private TargetColumn column() {
    Position position = tokens.here();
    String name = names.columnName("a column");
    if (tokens.atSymbol("[") || tokens.atSymbol(".")) {
      throw tokens.unsupported(
          tokens.peek(), "assigning to an element or a field of a column is not supported");
    }
    return new TargetColumn(name, position);
  }

  private List<Assignment> assignments() {
    List<Assignment> assignments = new ArrayList<>();
    do {
      if (tokens.atSymbol("(")) {
        List<TargetColumn> columns = columns();
        tokens.expectSymbol("=");
        assignments.add(new Assignment.Multiple(columns, source()));
      } else {
        TargetColumn column = column();
        tokens.expectSymbol("=");
        assignments.add(new Assignment.Single(column, expressions.rootOrDefault()));
      }
    } while (tokens.acceptSymbol(","));
    return assignments;
  }

  private Expression source() {
    boolean row = tokens.at("row") && tokens.peek(1).isSymbol("(");
    if (!holdsDefault(row ? 1 : 0)) {
      return expressions.rootOrDefault();
    }
    Position position = tokens.here();
    tokens.accept("row");
    tokens.expectSymbol("(");
    List<Expression> values = new ArrayList<>();
    do {
      values.add(expressions.rootOrDefault());
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return new RowConstructor(values, position);
  }

  /** Whether DEFAULT stands directly within the parenthesis that is {@code ahead}. */
  private boolean holdsDefault(int ahead) {
    if (!tokens.peek(ahead).isSymbol("(")) {
      return false;
    }
    int open = 1;
    for (int next = ahead + 1; open > 0; next++) {
      Token token = tokens.peek(next);
      if (token.kind() == Kind.END || (open == 1 && token.isWord("default"))) {
        return token.kind() != Kind.END;
      }
      open += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
    }
    return false;
  }
}
