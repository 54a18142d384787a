package dev.instar.engine.sql;

import dev.instar.engine.sql.Definition.CreateTable;
import dev.instar.engine.sql.Definition.TableStorage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A statement that PostgreSQL has and the engine does not run, as far as the plan of a migration
 * needs to know it. Only {@link SqlParser#outlineScript} makes these.
 */
public sealed interface Outline extends Command {

  /**
   * A statement of which nothing else is known; its text is in its {@link ParsedStatement}.
   *
   * @param tag what it is called, in upper case, such as {@code CREATE AGGREGATE}
   * @param relations names that stand where relations do: behind the kind of object that is
   *     created, altered or dropped, behind the ON of a CREATE, behind TABLE, INTO and ONLY; not
   *     more than a look at the words tells
   * @param reason what the grammar does not take, as its error says it
   */
  record Opaque(String tag, List<QualifiedName> relations, String reason) implements Outline {
    public Opaque {
      Objects.requireNonNull(tag, "tag");
      relations = List.copyOf(relations);
      Objects.requireNonNull(reason, "reason");
    }
  }

  /**
   * {@code CREATE [OR REPLACE] [CONSTRAINT] TRIGGER name time event [OR …] ON table …}.
   *
   * @param time BEFORE, AFTER or INSTEAD OF
   * @param events INSERT, UPDATE, DELETE, TRUNCATE
   * @param columns of UPDATE OF
   * @param referenced the other table of a constraint trigger
   */
  record CreateTrigger(
      boolean replace,
      boolean constraint,
      String name,
      String time,
      List<String> events,
      List<String> columns,
      QualifiedName table,
      Optional<QualifiedName> referenced,
      boolean eachRow,
      QualifiedName function)
      implements Outline {
    public CreateTrigger {
      events = List.copyOf(events);
      columns = List.copyOf(columns);
      Objects.requireNonNull(table, "table");
    }
  }

  /** {@code CREATE POLICY name ON table …}. */
  record CreatePolicy(String name, QualifiedName table) implements Outline {}

  /**
   * {@code CREATE [OR REPLACE] RULE name AS ON event TO table …}.
   *
   * @param event SELECT, INSERT, UPDATE or DELETE
   */
  record CreateRule(boolean replace, String name, String event, QualifiedName table)
      implements Outline {}

  /** What hangs on a table and has its name from there. */
  enum Part {
    TRIGGER,
    POLICY,
    RULE
  }

  /**
   * {@code ALTER TRIGGER | POLICY | RULE name ON table …}.
   *
   * @param newName of RENAME TO; absent where something else is changed
   */
  record AlterPart(Part part, String name, QualifiedName table, Optional<String> newName)
      implements Outline {}

  /** {@code DROP TRIGGER | POLICY | RULE [IF EXISTS] name ON table [CASCADE | RESTRICT]}. */
  record DropPart(Part part, String name, QualifiedName table, boolean ifExists, boolean cascade)
      implements Outline {}

  /** {@code CREATE STATISTICS [[IF NOT EXISTS] name] … FROM table}. */
  record CreateStatistics(Optional<QualifiedName> name, boolean ifNotExists, QualifiedName table)
      implements Outline {}

  /**
   * {@code CREATE [UNLOGGED] MATERIALIZED VIEW [IF NOT EXISTS] name … AS query [WITH [NO] DATA]}.
   */
  record CreateMaterializedView(
      QualifiedName name, boolean ifNotExists, List<String> columns, Query query, boolean withData)
      implements Outline {
    public CreateMaterializedView {
      columns = List.copyOf(columns);
    }
  }

  /** {@code REFRESH MATERIALIZED VIEW [CONCURRENTLY] view [WITH [NO] DATA]}. */
  record RefreshView(QualifiedName view, boolean concurrently, boolean withData)
      implements Outline {}

  /** {@code ALTER [MATERIALIZED] VIEW [IF EXISTS] view …}, of what a change changes. */
  record AlterView(boolean materialized, QualifiedName view, boolean ifExists, ViewChange change)
      implements Outline {}

  /** What of a view is changed. */
  enum ViewChange {
    /** {@code SET (option = value, …)} and {@code RESET (option, …)}. */
    OPTIONS,
    /** {@code ALTER [COLUMN] column SET DEFAULT expression} and {@code DROP DEFAULT}. */
    DEFAULT,
    /** {@code ALTER [COLUMN] column SET STATISTICS target}, of a materialized one. */
    STATISTICS,
    /** {@code OWNER TO role}, of a materialized one. */
    OWNER
  }

  /** {@code CLUSTER [VERBOSE] [table [USING index]]}; without a table for all. */
  record Cluster(Optional<QualifiedName> table, Optional<String> index) implements Outline {}

  /** {@code ALTER INDEX [IF EXISTS] index SET …}, of what a change changes. */
  record AlterIndex(QualifiedName index, boolean ifExists, IndexChange change) implements Outline {}

  /** What of an index is changed. */
  enum IndexChange {
    /** {@code SET (option = value, …)} and {@code RESET (option, …)}. */
    OPTIONS,
    /** {@code ALTER [COLUMN] number SET STATISTICS target}. */
    STATISTICS,
    /** {@code SET TABLESPACE tablespace}. */
    TABLESPACE
  }

  /** {@code ALTER INDEX parent ATTACH PARTITION index}. */
  record AttachIndex(QualifiedName parent, QualifiedName index) implements Outline {}

  /**
   * {@code CREATE TABLE … PARTITION OF parent [(element, …)] bound [PARTITION BY …]}.
   *
   * @param elements its own constraints; a column's options come as the constraints of a column
   *     without a type, {@link PartitionElement}
   * @param bound {@code FOR VALUES …} or {@code DEFAULT} as written
   */
  record CreatePartition(
      QualifiedName table,
      boolean ifNotExists,
      QualifiedName parent,
      List<PartitionElement> elements,
      String bound,
      Optional<Partitioning> partitioning,
      TableStorage storage)
      implements Outline {
    public CreatePartition {
      elements = List.copyOf(elements);
      Objects.requireNonNull(bound, "bound");
    }
  }

  /** What a partition has beside what its parent has. */
  sealed interface PartitionElement {
    /** {@code column [WITH OPTIONS] constraint …}. */
    record Column(String name, List<ColumnConstraint> constraints) implements PartitionElement {
      public Column {
        constraints = List.copyOf(constraints);
      }
    }

    /** A constraint of the table. */
    record Constraint(TableConstraint constraint) implements PartitionElement {}
  }

  /**
   * {@code PARTITION BY strategy (key, …)}.
   *
   * @param strategy LIST, RANGE or HASH
   * @param columns the columns of the key; an expression is not among them
   * @param text as written
   */
  record Partitioning(String strategy, List<String> columns, String text) {
    public Partitioning {
      columns = List.copyOf(columns);
    }
  }

  /** {@code CREATE TABLE … PARTITION BY …}. */
  record CreatePartitionedTable(CreateTable table, Partitioning partitioning) implements Outline {}

  /** {@code CREATE TABLE … INHERITS (parent, …)}. */
  record CreateInheritingTable(CreateTable table, List<QualifiedName> parents) implements Outline {
    public CreateInheritingTable {
      parents = List.copyOf(parents);
    }
  }

  /** {@code CREATE TYPE name …} of anything but an enum. */
  record CreateType(QualifiedName name) implements Outline {}

  /**
   * {@code CREATE [OR REPLACE] FUNCTION | PROCEDURE name (…) …}.
   *
   * @param arguments what stands between the parentheses, without defaults, as DROP takes it
   * @param inputs the types of its input arguments, which with its name tell it from others
   * @param language as folded; absent for a body that is SQL itself
   * @param volatility IMMUTABLE, STABLE or VOLATILE, where written
   */
  record CreateRoutine(
      boolean procedure,
      boolean replace,
      QualifiedName name,
      String arguments,
      List<String> inputs,
      Optional<String> language,
      Optional<String> volatility)
      implements Outline {
    public CreateRoutine {
      inputs = List.copyOf(inputs);
    }
  }

  /**
   * DROP of a kind that the engine does not have: {@code DROP kind [IF EXISTS] name [(…)], …}.
   *
   * @param kind in upper case: FUNCTION, PROCEDURE, ROUTINE, AGGREGATE, MATERIALIZED VIEW,
   *     STATISTICS or FOREIGN TABLE
   * @param names without the arguments of routines
   * @param inputs for each name the types of its input arguments, where arguments are written
   */
  record DropOthers(
      String kind,
      List<QualifiedName> names,
      List<Optional<List<String>>> inputs,
      boolean ifExists,
      boolean cascade)
      implements Outline {
    public DropOthers {
      names = List.copyOf(names);
      inputs = inputs.stream().map(types -> types.map(List::copyOf)).toList();
    }
  }
}
