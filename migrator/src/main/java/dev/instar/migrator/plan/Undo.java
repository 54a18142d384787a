package dev.instar.migrator.plan;

import java.util.List;

/** How a finished step is taken back by {@code abort}. */
public sealed interface Undo {
  /** These statements, in one transaction. */
  record Sql(List<String> statements) implements Undo {
    public Sql {
      statements = List.copyOf(statements);
    }
  }

  /** This statement, which cannot run in a transaction (DROP INDEX CONCURRENTLY). */
  record Autonomous(String statement) implements Undo {}

  /** The shadow, its slot and its publication are dropped; the source was never touched. */
  record DropShadow() implements Undo {}

  /** There is nothing to take back. */
  record Nothing(String reason) implements Undo {}

  /** It cannot be taken back. */
  record Impossible(String reason) implements Undo {}
}
