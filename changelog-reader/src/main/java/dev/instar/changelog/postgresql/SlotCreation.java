package dev.instar.changelog.postgresql;

import java.util.List;

/** What came of creating a slot. */
public sealed interface SlotCreation {

  /**
   * The slot is there.
   *
   * @param position what commits after it is in the stream
   */
  record Created(Lsn position) implements SlotCreation {}

  /** It took too long, and nothing was created. Creating waits for every open write transaction. */
  record TimedOut(List<OpenTransaction> waitedFor) implements SlotCreation {
    public TimedOut {
      waitedFor = List.copyOf(waitedFor);
    }
  }

  /** A slot of that name exists. */
  record Exists(SlotState slot) implements SlotCreation {}
}
