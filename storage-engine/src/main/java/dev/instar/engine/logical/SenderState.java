package dev.instar.engine.logical;

import dev.instar.engine.statement.Changelog;
import dev.instar.engine.wal.Lsn;
import java.time.Instant;
import java.util.Optional;

/** What is known of a stream: a row of {@code pg_stat_replication}. Written by one thread. */
final class SenderState {
  private final ReplicationHost host;
  private final String applicationName;
  private volatile boolean caughtUp;
  private volatile Lsn sent = Lsn.ZERO;
  private volatile Lsn written = Lsn.ZERO;
  private volatile Lsn flushed = Lsn.ZERO;
  private volatile Lsn applied = Lsn.ZERO;
  private volatile Instant replied;

  SenderState(ReplicationHost host) {
    this.host = host;
    String name = host.functions().setting("application_name");
    this.applicationName = name == null ? "" : name;
  }

  void sent(Lsn position) {
    sent = position;
  }

  void caughtUp() {
    caughtUp = true;
  }

  void replied(Lsn write, Lsn flush, Lsn apply) {
    written = write;
    flushed = flush;
    applied = apply;
    replied = Instant.now();
  }

  Lsn flushed() {
    return flushed;
  }

  Changelog.Sender view() {
    return new Changelog.Sender(
        host.processId(),
        host.role(),
        host.roleName(),
        applicationName,
        host.client(),
        host.started(),
        caughtUp ? "streaming" : "catchup",
        sent,
        written,
        flushed,
        applied,
        Optional.ofNullable(replied));
  }
}
