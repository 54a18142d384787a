package dev.instar.engine.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** EXPLAIN, LOCK, and what keeps a database in shape. */
public sealed interface Maintenance extends Command {

  /**
   * {@code EXPLAIN [ANALYZE] [VERBOSE] statement} and {@code EXPLAIN (option, …) statement}.
   *
   * @param options the words of the short form too, without values
   * @param statement a {@link Query}, {@link Modification}, {@link Cursor.Declare}, {@link
   *     PreparedCommand.Execute} or {@link Definition.CreateTableAs}
   */
  record Explain(List<UtilityOption> options, Statement statement) implements Maintenance {
    public Explain {
      options = List.copyOf(options);
      Objects.requireNonNull(statement, "statement");
    }
  }

  /**
   * {@code LOCK [TABLE] table, … [IN mode MODE] [NOWAIT]}.
   *
   * @param mode in upper case with spaces, as in {@code ROW EXCLUSIVE}; ACCESS EXCLUSIVE where none
   *     was written
   */
  record LockTables(List<TableName> tables, String mode, boolean nowait) implements Maintenance {
    public LockTables {
      tables = List.copyOf(tables);
    }
  }

  /** {@code VACUUM [(option, …)] [table [(column, …)], …]}; without tables for all. */
  record Vacuum(List<UtilityOption> options, List<VacuumTarget> targets) implements Maintenance {
    public Vacuum {
      options = List.copyOf(options);
      targets = List.copyOf(targets);
    }
  }

  /** {@code ANALYZE [(option, …)] [table [(column, …)], …]}; without tables for all. */
  record Analyze(List<UtilityOption> options, List<VacuumTarget> targets) implements Maintenance {
    public Analyze {
      options = List.copyOf(options);
      targets = List.copyOf(targets);
    }
  }

  /** A table, or some of its columns. */
  record VacuumTarget(TableName table, List<String> columns) {
    public VacuumTarget {
      columns = List.copyOf(columns);
    }
  }

  /**
   * {@code REINDEX [(option, …)] INDEX | TABLE | SCHEMA | DATABASE | SYSTEM [CONCURRENTLY] name}.
   *
   * @param name absent only for DATABASE and SYSTEM
   */
  record Reindex(
      Kind kind, boolean concurrently, Optional<QualifiedName> name, List<UtilityOption> options)
      implements Maintenance {
    public Reindex {
      options = List.copyOf(options);
    }

    /** The key word. */
    public enum Kind {
      INDEX,
      TABLE,
      SCHEMA,
      DATABASE,
      SYSTEM
    }
  }

  /** CHECKPOINT. */
  record Checkpoint() implements Maintenance {}
}
