package dev.instar.migrator.plan;

import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What a step does. */
public sealed interface StepAction {

  /**
   * These statements in one transaction, together with the journal's mark that the step is done:
   * after a lost connection the mark says what happened. Locks are had with a short timeout and
   * retried.
   */
  record Execute(List<String> statements) implements StepAction {
    public Execute {
      statements = List.copyOf(statements);
    }
  }

  /**
   * CREATE INDEX CONCURRENTLY. Done when a valid index of that name is on the table; an INVALID one
   * that an earlier attempt left is dropped first.
   *
   * @param index the name of the index, in the table's schema
   * @param statement the whole statement
   */
  record BuildIndex(TableName table, String index, String statement) implements StepAction {}

  /** DROP INDEX CONCURRENTLY IF EXISTS. Done when there is no such index. */
  record DropIndex(TableName index, String statement) implements StepAction {}

  /**
   * A throttled UPDATE in key-range batches, each in a transaction of its own.
   *
   * @param assignments column to expression
   * @param predicate which rows still need it; false for a row that is done, so that it can resume
   */
  record Backfill(TableName table, Map<String, String> assignments, String predicate)
      implements StepAction {
    public Backfill {
      assignments = Map.copyOf(assignments);
      Objects.requireNonNull(predicate, "predicate");
    }

    /**
     * Whether a row that is done no longer fits the predicate, so that the table can be gone over
     * as often as it takes, in any order.
     */
    public boolean repeatable() {
      return assignments.keySet().stream()
          .anyMatch(column -> predicate.equals(Identifiers.quote(column) + " IS NULL"));
    }
  }

  /**
   * An UPDATE or DELETE of the script in key-range batches, each in a transaction of its own: from
   * the least key to the greatest that is there when it begins, each range once.
   *
   * @param table whose rows are written
   * @param alias what the statement calls it; empty where it has no other name
   * @param key the columns of a NOT NULL unique key that it leaves as they are, in its order
   * @param assigned the columns that it sets; none for a DELETE
   * @param with its WITH, as written; empty where it has none
   * @param head from UPDATE or DELETE to before its WHERE
   * @param sources the items of its FROM or USING; empty where it has none
   * @param condition its condition; {@code true} where it has none
   */
  record BatchedWrite(
      TableName table,
      String alias,
      List<String> key,
      List<String> assigned,
      String with,
      String head,
      String sources,
      String condition)
      implements StepAction {
    public BatchedWrite {
      key = List.copyOf(key);
      assigned = List.copyOf(assigned);
      Objects.requireNonNull(with, "with");
      Objects.requireNonNull(head, "head");
      Objects.requireNonNull(sources, "sources");
      Objects.requireNonNull(condition, "condition");
      if (key.isEmpty() || assigned.stream().anyMatch(key::contains)) {
        throw new IllegalArgumentException("not a key to go along: " + key);
      }
    }

    /** The statement as it would be run as a whole. */
    public String statement() {
      return with + head + (condition.equals("true") ? "" : " WHERE " + condition);
    }
  }

  /**
   * DETACH PARTITION CONCURRENTLY. One that was begun and not finished is finalized.
   *
   * @param parent the partitioned table
   */
  record DetachPartition(TableName parent, TableName partition) implements StepAction {
    public String statement() {
      return "ALTER TABLE "
          + parent.quoted()
          + " DETACH PARTITION "
          + partition.quoted()
          + " CONCURRENTLY";
    }

    /** What ends it where it was begun. */
    public String finalization() {
      return "ALTER TABLE "
          + parent.quoted()
          + " DETACH PARTITION "
          + partition.quoted()
          + " FINALIZE";
    }
  }

  /**
   * Builds the new shape beside the old one and swaps them.
   *
   * @param actions ALTER TABLE actions as written, applied to the empty shadow in one statement
   * @param using for columns with a USING clause, its expression over the source's columns
   */
  record Rebuild(TableName source, List<String> actions, Map<String, String> using)
      implements StepAction {
    public Rebuild {
      actions = List.copyOf(actions);
      using = Map.copyOf(using);
    }
  }

  /**
   * A statement that cannot run in a transaction, such as REINDEX CONCURRENTLY.
   *
   * @param done a query of one boolean: whether it has been done already; empty for what can be
   *     done as often as one likes
   */
  record Autonomous(String statement, Optional<String> done) implements StepAction {
    public Autonomous {
      Objects.requireNonNull(statement, "statement");
      Objects.requireNonNull(done, "done");
    }
  }

  /** ANALYZE of the table, or of these columns. */
  record Analyze(TableName table, List<String> columns, Optional<String> reason)
      implements StepAction {
    public Analyze {
      columns = List.copyOf(columns);
    }
  }

  /** Drops what a swap retained: the old table of the {@link Rebuild} step with this id. */
  record DropRetained(String rebuildStep, TableName table) implements StepAction {}
}
