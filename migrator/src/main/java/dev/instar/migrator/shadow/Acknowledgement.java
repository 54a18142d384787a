package dev.instar.migrator.shadow;

import dev.instar.changelog.ChangeStream;
import dev.instar.changelog.LogPosition;

/**
 * Saves positions durably, and only then acknowledges them to the server (I5). Called by one thread
 * at a time.
 */
final class Acknowledgement {
  private final ChangeStream stream;
  private LogPosition last;

  Acknowledgement(ChangeStream stream, LogPosition saved) {
    this.stream = stream;
    this.last = saved;
  }

  void save(ShadowSession session, LogPosition position) {
    if (position.compareTo(last) > 0) {
      session.save(position);
      stream.acknowledge(position);
      last = position;
    }
  }
}
