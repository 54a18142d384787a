package dev.instar.migrator.shadow.ledger.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A transaction of the model. Its commit is first <em>logged</em>, and delivered to the stream, and
 * only some time later <em>visible</em> to new snapshots.
 */
final class Transaction {
  static final int NOT_VISIBLE = Integer.MAX_VALUE;

  enum State {
    ACTIVE,
    LOGGED,
    VISIBLE,
    ABORTED
  }

  final int id;
  State state = State.ACTIVE;

  /** Snapshots with at least this number see it. */
  int visibleAt = NOT_VISIBLE;

  /** The keys it changed, in order; {@link Application#TRUNCATE} for a TRUNCATE. */
  final List<Integer> changes = new ArrayList<>();

  private final List<Runnable> undo = new ArrayList<>();

  Transaction(int id) {
    this.id = id;
  }

  boolean inProgress() {
    return state == State.ACTIVE || state == State.LOGGED;
  }

  void onUndo(Runnable action) {
    undo.add(action);
  }

  /** Takes back everything it wrote, as a rollback to its first savepoint does. */
  void undoWrites() {
    for (int i = undo.size() - 1; i >= 0; i--) {
      undo.get(i).run();
    }
    undo.clear();
  }
}
