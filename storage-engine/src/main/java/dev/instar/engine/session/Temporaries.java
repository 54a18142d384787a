package dev.instar.engine.session;

import dev.instar.engine.catalog.Schema;
import dev.instar.engine.define.TemporaryObjects;
import dev.instar.engine.statement.TemporarySchema;
import java.util.function.Consumer;

/** A session's temporary objects at the ends of its transactions, and at its own. Of its thread. */
final class Temporaries {
  private final Session session;
  private final String schema;

  Temporaries(Session session) {
    this.session = session;
    schema = TemporarySchema.name(session.processId());
  }

  private boolean exist() {
    return session.catalog().schema(schema).isPresent();
  }

  /** ON COMMIT DELETE ROWS and DROP. */
  void beforeCommit() {
    if (exist()) {
      run(TemporaryObjects::beforeCommit);
    }
  }

  /** DISCARD TEMP. */
  void drop() {
    if (exist()) {
      run(TemporaryObjects::dropAll);
    }
  }

  /** The session ends: they go, in a transaction of their own. */
  void dropAtEnd() {
    if (exist()) {
      run(TemporaryObjects::dropAll);
      session.block().commitOpen();
    }
  }

  /** What sessions left behind that ended in a crash, before there are others in the database. */
  void dropLeftovers() {
    boolean any =
        session.catalog().all(Schema.class).stream().anyMatch(TemporarySchema::isTemporary);
    if (any) {
      run(TemporaryObjects::dropLeftovers);
      session.block().commitOpen();
    }
  }

  private void run(Consumer<RunningStatement> work) {
    RunningStatement running = new RunningStatement(session);
    work.accept(running);
    running.finish();
  }
}
