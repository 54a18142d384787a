package dev.instar.engine.sql;

import dev.instar.engine.sql.Maintenance.Reindex;
import dev.instar.engine.sql.Maintenance.VacuumTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** LOCK, TRUNCATE, VACUUM, ANALYZE, REINDEX, CHECKPOINT and DISCARD. */
final class MaintenanceParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ValueParser values;
  private final FromParser from;
  private final IndexParser indexes;

  MaintenanceParser(
      TokenStream tokens, NameParser names, ExpressionParser expressions, IndexParser indexes) {
    this.tokens = tokens;
    this.names = names;
    this.values = new ValueParser(tokens);
    this.from = expressions.queries().from();
    this.indexes = indexes;
  }

  private List<TableName> tables() {
    List<TableName> tables = new ArrayList<>();
    do {
      tables.add(from.tableName());
    } while (tokens.acceptSymbol(","));
    return tables;
  }

  Statement lock() {
    tokens.expect("lock");
    tokens.accept("table");
    List<TableName> tables = tables();
    String mode = "ACCESS EXCLUSIVE";
    if (tokens.accept("in")) {
      mode = mode();
      tokens.expect("mode");
    }
    return new Maintenance.LockTables(tables, mode, tokens.accept("nowait"));
  }

  private String mode() {
    int start = tokens.mark();
    if (tokens.accept("access") || tokens.accept("row")) {
      if (!tokens.accept("share")) {
        tokens.expect("exclusive");
      }
    } else if (tokens.accept("share")) {
      if (tokens.accept("update")) {
        tokens.expect("exclusive");
      } else if (tokens.accept("row")) {
        tokens.expect("exclusive");
      }
    } else {
      tokens.expect("exclusive");
    }
    return tokens.wordsSince(start).toUpperCase(Locale.ROOT);
  }

  Statement truncate() {
    tokens.expect("truncate");
    tokens.accept("table");
    List<TableName> tables = tables();
    boolean restart = tokens.accept("restart");
    if (restart || tokens.accept("continue")) {
      tokens.expect("identity");
    }
    return new Modification.Truncate(tables, restart, indexes.cascade());
  }

  Statement vacuum() {
    tokens.expect("vacuum");
    List<UtilityOption> options =
        tokens.atSymbol("(")
            ? values.utilityOptions()
            : words("full", "freeze", "verbose", "analyze");
    return new Maintenance.Vacuum(options, targets());
  }

  Statement analyze() {
    tokens.next();
    List<UtilityOption> options = tokens.atSymbol("(") ? values.utilityOptions() : words("verbose");
    return new Maintenance.Analyze(options, targets());
  }

  /** Those of the words that come, each once and in this order, as options. */
  List<UtilityOption> words(String... words) {
    List<UtilityOption> options = new ArrayList<>();
    for (String word : words) {
      Position position = tokens.here();
      boolean comes = tokens.accept(word) || (word.equals("analyze") && tokens.accept("analyse"));
      if (comes) {
        options.add(ValueParser.option(word, Optional.empty(), position));
      }
    }
    return options;
  }

  private List<VacuumTarget> targets() {
    List<VacuumTarget> targets = new ArrayList<>();
    if (tokens.atEnd() || tokens.atSymbol(";")) {
      return targets;
    }
    do {
      TableName table = from.tableName();
      List<String> columns = tokens.atSymbol("(") ? names.columnList() : List.of();
      targets.add(new VacuumTarget(table, columns));
    } while (tokens.acceptSymbol(","));
    return targets;
  }

  Statement reindex() {
    tokens.expect("reindex");
    List<UtilityOption> options = tokens.atSymbol("(") ? values.utilityOptions() : List.of();
    if (!tokens.atAnyOf("index", "table", "schema", "database", "system")) {
      throw tokens.unexpected("INDEX, TABLE, SCHEMA, DATABASE or SYSTEM");
    }
    Reindex.Kind kind = Reindex.Kind.valueOf(tokens.next().value().toUpperCase(Locale.ROOT));
    boolean concurrently = tokens.accept("concurrently");
    Optional<QualifiedName> name =
        switch (kind) {
          case INDEX, TABLE -> Optional.of(names.qualified("a name"));
          case SCHEMA -> Optional.of(QualifiedName.of(names.columnName("a schema")));
          case DATABASE, SYSTEM ->
              tokens.peek().isColumnName()
                  ? Optional.of(QualifiedName.of(tokens.next().value()))
                  : Optional.empty();
        };
    return new Reindex(kind, concurrently, name, options);
  }

  Statement checkpoint() {
    tokens.expect("checkpoint");
    return new Maintenance.Checkpoint();
  }

  Statement discard() {
    tokens.expect("discard");
    if (tokens.accept("all")) {
      return new SessionCommand.Discard(SessionCommand.Discard.Kind.ALL);
    }
    if (tokens.accept("plans")) {
      return new SessionCommand.Discard(SessionCommand.Discard.Kind.PLANS);
    }
    if (tokens.accept("sequences")) {
      return new SessionCommand.Discard(SessionCommand.Discard.Kind.SEQUENCES);
    }
    if (tokens.accept("temp") || tokens.accept("temporary")) {
      return new SessionCommand.Discard(SessionCommand.Discard.Kind.TEMPORARY);
    }
    throw tokens.unexpected("ALL, PLANS, SEQUENCES or TEMP");
  }
}
