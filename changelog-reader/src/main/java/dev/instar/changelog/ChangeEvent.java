package dev.instar.changelog;

import java.util.Objects;
import java.util.Set;

/**
 * What a {@link ChangeStream} hands over. A transaction comes as {@link Begin}, its changes in the
 * order of the log, {@link Commit}; transactions come in the order of their commits and never
 * interleave. {@link Idle} comes between transactions only.
 */
public sealed interface ChangeEvent {

  /**
   * A transaction that has committed and that every later snapshot sees.
   *
   * @param position where its commit stands in the log; grows from transaction to transaction
   * @param transaction the server's name for it (an xid, a GTID), for messages
   */
  record Begin(LogPosition position, String transaction) implements ChangeEvent {
    public Begin {
      Objects.requireNonNull(position, "position");
    }
  }

  /**
   * The row under {@code key} may have been inserted, changed or deleted. An update that changes
   * the key gives two of these, one for the old key and one for the new.
   */
  record KeyChanged(TableId table, Key key) implements ChangeEvent {}

  /** Every row of these tables is gone. */
  record Truncated(Set<TableId> tables) implements ChangeEvent {
    public Truncated {
      tables = Set.copyOf(tables);
    }
  }

  /** The table's columns are no longer those it had when the stream first described it. */
  record ShapeChanged(TableId table, String difference) implements ChangeEvent {}

  /** A transactional message that somebody wrote into the log, with its prefix and text. */
  record Marker(String prefix, String content) implements ChangeEvent {}

  /**
   * The transaction is complete.
   *
   * @param position the end of its commit record: a stream that starts here does not repeat it
   */
  record Commit(LogPosition position) implements ChangeEvent {
    public Commit {
      Objects.requireNonNull(position, "position");
    }
  }

  /**
   * All that committed before {@code position} has been handed over; nothing of ours came since.
   */
  record Idle(LogPosition position) implements ChangeEvent {
    public Idle {
      Objects.requireNonNull(position, "position");
    }
  }
}
