package dev.instar.engine.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Statements that the grammar does not take, by their outlines: those whose facts matter to a plan
 * by the parser of their kind, others word by word up to their end.
 */
final class OutlineParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final StatementEnd end;
  private final TablePartParser parts;
  private final RoutineParser routines;
  private final MaterializedViewParser views;
  private final PartitionedTableParser tables;

  OutlineParser(
      TokenStream tokens,
      NameParser names,
      ExpressionParser expressions,
      IndexParser indexes,
      CreateTableParser createTables,
      PartitionParser partitions) {
    this.tokens = tokens;
    this.names = names;
    end = new StatementEnd(tokens);
    parts = new TablePartParser(tokens, names, expressions, indexes, end);
    routines = new RoutineParser(tokens, names, expressions.types(), indexes, end);
    views = new MaterializedViewParser(tokens, names, expressions.queries(), createTables, end);
    tables = new PartitionedTableParser(tokens, names, createTables, partitions, indexes);
  }

  /**
   * The statement that comes next.
   *
   * @param refused why the grammar did not take it
   */
  Statement statement(SqlSyntaxException refused) {
    int start = tokens.mark();
    SqlSyntaxException reason = refused;
    try {
      Optional<Statement> known = known();
      if (known.isPresent()) {
        return known.get();
      }
    } catch (SqlSyntaxException e) {
      if (!e.unsupported()) {
        throw e;
      }
      reason = e;
    }
    tokens.goBackTo(start);
    return opaque(reason);
  }

  private Optional<Statement> known() {
    Token first = tokens.peek();
    return switch (first.kind() == Token.Kind.WORD ? first.value() : "") {
      case "create" -> create();
      case "alter" -> alter();
      case "drop" -> drop();
      case "refresh" -> Optional.of(views.refresh());
      case "cluster" -> Optional.of(new ClusterParser(tokens, names).cluster());
      default -> Optional.empty();
    };
  }

  private Optional<Statement> create() {
    tokens.expect("create");
    if (tokens.at("policy")) {
      return Optional.of(parts.policy());
    }
    if (tokens.at("statistics")) {
      return Optional.of(parts.statistics());
    }
    if (tokens.accept("type")) {
      QualifiedName name = names.qualified("a name for the type");
      end.skip();
      return Optional.of(new Outline.CreateType(name));
    }
    boolean replace = tokens.accept("or", "replace");
    if (tokens.at("trigger") || tokens.at("constraint", "trigger")) {
      return Optional.of(parts.trigger(replace));
    }
    if (tokens.at("rule")) {
      return Optional.of(parts.rule(replace));
    }
    if (tokens.atAnyOf("function", "procedure")) {
      return Optional.of(routines.routine(replace));
    }
    Definition.Persistence persistence = SelectParser.persistence(tokens);
    if (tokens.at("materialized", "view")) {
      return Optional.of(views.view(persistence));
    }
    return tokens.at("table") && !replace ? tables.table(persistence) : Optional.empty();
  }

  private Optional<Statement> alter() {
    tokens.expect("alter");
    if (tokens.at("index")) {
      return alterIndex();
    }
    if (tokens.at("view") || tokens.at("materialized", "view")) {
      return views.alter();
    }
    return parts.kind().map(parts::alter);
  }

  private Optional<Statement> alterIndex() {
    tokens.expect("index");
    boolean ifExists = tokens.accept("if", "exists");
    if (!tokens.peek().isColumnName()) {
      return Optional.empty();
    }
    QualifiedName index = names.qualified("an index");
    if (tokens.accept("attach", "partition")) {
      return Optional.of(new Outline.AttachIndex(index, names.qualified("an index")));
    }
    Optional<Outline.IndexChange> change = indexChange();
    end.skip();
    return change.map(c -> new Outline.AlterIndex(index, ifExists, c));
  }

  private Optional<Outline.IndexChange> indexChange() {
    if (tokens.accept("set", "tablespace")) {
      return Optional.of(Outline.IndexChange.TABLESPACE);
    }
    if (tokens.accept("alter")) {
      tokens.accept("column");
      tokens.next();
      return tokens.at("set", "statistics")
          ? Optional.of(Outline.IndexChange.STATISTICS)
          : Optional.empty();
    }
    boolean options = tokens.accept("set") || tokens.accept("reset");
    return options && tokens.atSymbol("(")
        ? Optional.of(Outline.IndexChange.OPTIONS)
        : Optional.empty();
  }

  private Optional<Statement> drop() {
    tokens.expect("drop");
    Optional<Outline.Part> part = parts.kind();
    return part.isPresent() ? part.map(parts::drop) : routines.drop();
  }

  private Statement opaque(SqlSyntaxException refused) {
    OpaqueWords words = new OpaqueWords(tokens, names);
    String tag = words.tag().orElseThrow(() -> refused);
    Set<QualifiedName> relations = new LinkedHashSet<>();
    end.skip(() -> words.relation().ifPresent(relations::add));
    return new Outline.Opaque(tag, List.copyOf(relations), refused.getMessage());
  }
}
