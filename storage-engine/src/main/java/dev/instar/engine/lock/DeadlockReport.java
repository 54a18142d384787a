package dev.instar.engine.lock;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.List;
import java.util.StringJoiner;

/**
 * Sessions that wait for each other in a ring, each for the one after it, beginning with the one
 * that found out and must give way.
 */
record DeadlockReport(List<Edge> edges) {

  /** Who waits for what. */
  record Edge(int pid, LockMode mode, LockTag tag) {
    static Edge of(Waiter waiter) {
      return new Edge(waiter.owner.pid(), waiter.mode, waiter.queue.tag);
    }
  }

  DeadlockReport {
    edges = List.copyOf(edges);
  }

  SqlException toException() {
    StringJoiner detail = new StringJoiner("\n");
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      detail.add(
          "Process %d waits for %s on %s; blocked by process %d."
              .formatted(
                  edge.pid(),
                  edge.mode().displayName(),
                  edge.tag().describe(),
                  edges.get((i + 1) % edges.size()).pid()));
    }
    return new SqlException(SqlState.DEADLOCK_DETECTED, "deadlock detected")
        .with(SqlException.Field.DETAIL, detail.toString())
        .with(SqlException.Field.HINT, "See server log for query details.");
  }
}
