package dev.instar.engine.sql;

import dev.instar.engine.sql.Definition.CreateTable;
import dev.instar.engine.sql.Definition.CreateTableAs;
import dev.instar.engine.sql.Definition.LikeOption;
import dev.instar.engine.sql.Definition.OnCommit;
import dev.instar.engine.sql.Definition.Persistence;
import dev.instar.engine.sql.Definition.TableElement;
import dev.instar.engine.sql.Definition.TableStorage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** CREATE TABLE, with its elements or AS a query. */
final class CreateTableParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final OptionParser options;
  private final ColumnParser columns;
  private final TableConstraintParser constraints;
  private final QueryParser queries;

  CreateTableParser(
      TokenStream tokens,
      NameParser names,
      OptionParser options,
      ColumnParser columns,
      TableConstraintParser constraints,
      QueryParser queries) {
    this.tokens = tokens;
    this.names = names;
    this.options = options;
    this.columns = columns;
    this.constraints = constraints;
    this.queries = queries;
  }

  /** Everything from TABLE on. */
  Statement table(Persistence persistence) {
    tokens.expect("table");
    boolean ifNotExists = tokens.accept("if", "not", "exists");
    QualifiedName table = names.qualified("a name for the table");
    if (tokens.at("partition", "of") || tokens.at("of")) {
      throw tokens.unsupported(
          tokens.peek(), "CREATE TABLE of a partition or a type is not supported");
    }
    if (!tokens.atSymbol("(") || listsNames()) {
      return tableAs(table, ifNotExists, persistence);
    }
    List<TableElement> elements = elements();
    if (tokens.at("inherits") || tokens.at("partition", "by")) {
      throw tokens.unsupported(
          tokens.peek(),
          tokens.at("inherits") ? "INHERITS is not supported" : "PARTITION BY is not supported");
    }
    return new CreateTable(table, ifNotExists, elements, storage(persistence));
  }

  /** Whether the parentheses hold the names of CREATE TABLE AS, and no elements. */
  private boolean listsNames() {
    Token behind = tokens.peek(2);
    return tokens.peek(1).isColumnName() && (behind.isSymbol(",") || behind.isSymbol(")"));
  }

  private Statement tableAs(QualifiedName table, boolean ifNotExists, Persistence persistence) {
    List<String> list = tokens.atSymbol("(") ? names.columnList() : List.of();
    TableStorage storage = storage(persistence);
    tokens.expect("as");
    if (tokens.at("execute")) {
      throw tokens.unsupported(tokens.peek(), "CREATE TABLE AS EXECUTE is not supported");
    }
    Query query = queries.query();
    boolean withData = true;
    if (tokens.accept("with")) {
      withData = !tokens.accept("no");
      tokens.expect("data");
    }
    return new CreateTableAs(table, ifNotExists, list, storage, query, withData);
  }

  TableStorage storage(Persistence persistence) {
    Optional<String> method =
        tokens.accept("using")
            ? Optional.of(names.columnName("an access method"))
            : Optional.empty();
    Map<String, String> parameters = Map.of();
    if (tokens.at("with") && tokens.peek(1).isSymbol("(")) {
      tokens.next();
      parameters = options.parenthesized();
    } else {
      tokens.accept("without", "oids");
    }
    OnCommit onCommit = tokens.accept("on", "commit") ? onCommit() : OnCommit.PRESERVE_ROWS;
    Optional<String> tablespace =
        tokens.accept("tablespace")
            ? Optional.of(names.columnName("a tablespace"))
            : Optional.empty();
    return new TableStorage(persistence, method, parameters, onCommit, tablespace);
  }

  private OnCommit onCommit() {
    if (tokens.accept("drop")) {
      return OnCommit.DROP;
    }
    boolean delete = tokens.accept("delete");
    if (!delete) {
      tokens.expect("preserve");
    }
    tokens.expect("rows");
    return delete ? OnCommit.DELETE_ROWS : OnCommit.PRESERVE_ROWS;
  }

  TableConstraintParser constraints() {
    return constraints;
  }

  ColumnParser columns() {
    return columns;
  }

  List<TableElement> elements() {
    List<TableElement> elements = new ArrayList<>();
    tokens.expectSymbol("(");
    if (tokens.acceptSymbol(")")) {
      return elements;
    }
    do {
      elements.add(element());
    } while (tokens.acceptSymbol(","));
    tokens.expectSymbol(")");
    return elements;
  }

  private TableElement element() {
    if (tokens.accept("like")) {
      return like();
    }
    return constraints.comesNext()
        ? new TableElement.Constraint(constraints.constraint())
        : new TableElement.Column(columns.definition());
  }

  private TableElement like() {
    QualifiedName table = names.qualified("a table");
    Set<LikeOption> including = EnumSet.noneOf(LikeOption.class);
    while (tokens.atAnyOf("including", "excluding")) {
      boolean include = tokens.next().isWord("including");
      Set<LikeOption> named = likeOptions();
      if (include) {
        including.addAll(named);
      } else {
        including.removeAll(named);
      }
    }
    return new TableElement.Like(table, List.copyOf(including));
  }

  private Set<LikeOption> likeOptions() {
    if (tokens.accept("all")) {
      return EnumSet.allOf(LikeOption.class);
    }
    for (LikeOption option : LikeOption.values()) {
      if (tokens.accept(option.name().toLowerCase(Locale.ROOT))) {
        return EnumSet.of(option);
      }
    }
    throw tokens.unexpected("ALL, CONSTRAINTS, DEFAULTS, INDEXES or another of LIKE's options");
  }
}
