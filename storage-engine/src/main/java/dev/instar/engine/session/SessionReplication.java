package dev.instar.engine.session;

import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.lock.LockOwner;
import dev.instar.engine.logical.ReplicationHost;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.txn.Snapshot;
import dev.instar.engine.wire.SessionRequest;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** A session as its replication commands see it. Of its thread. */
record SessionReplication(Session session, SessionRequest.Replication replication)
    implements ReplicationHost {

  @Override
  public EngineServices services() {
    return session.services();
  }

  @Override
  public SessionFunctions functions() {
    return session.functions(null);
  }

  @Override
  public LockOwner lockOwner() {
    return session.owner();
  }

  @Override
  public int processId() {
    return session.processId();
  }

  @Override
  public int role() {
    return session.identity().currentRole().oid();
  }

  @Override
  public String roleName() {
    return session.identity().sessionRole().name();
  }

  @Override
  public OptionalInt database() {
    return replication == SessionRequest.Replication.LOGICAL
        ? OptionalInt.of(session.identity().database().oid())
        : OptionalInt.empty();
  }

  @Override
  public Optional<InetSocketAddress> client() {
    return Optional.of(session.client().address());
  }

  @Override
  public Instant started() {
    return session.activity().backendStart();
  }

  @Override
  public void begins(String text) {
    session.interrupts().commandBegins();
    session.activity().runs(text);
  }

  @Override
  public boolean isInTransaction() {
    return session.block().isInBlock();
  }

  @Override
  public void useSnapshot(Snapshot snapshot) {
    session.block().useSnapshot(snapshot);
  }

  @Override
  public void checkInterrupts() {
    session.interrupts().check();
  }

  @Override
  public void whenInterrupted(Runnable work) {
    session.interrupts().whenInterrupted(work);
  }
}
