package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.wire.Client;
import dev.instar.engine.wire.SessionRequest;
import dev.instar.engine.wire.SqlSession;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A client in the engine's process: statements go to the session without a socket. One thread. */
final class DirectClient implements AutoCloseable {
  private static final AtomicInteger PROCESSES = new AtomicInteger(1000);

  private final SqlSession session;
  private volatile SqlException ending;

  DirectClient(Engine engine, String user, String database) {
    int pid = PROCESSES.incrementAndGet();
    Client client =
        new Client() {
          @Override
          public int processId() {
            return pid;
          }

          @Override
          public InetSocketAddress address() {
            return InetSocketAddress.createUnresolved("direct", 1);
          }

          @Override
          public InetSocketAddress serverAddress() {
            return address();
          }

          @Override
          public void terminate(SqlException reason) {
            ending = reason;
          }
        };
    session =
        engine.open(
            new SessionRequest(user, database, Map.of(), SessionRequest.Replication.NONE), client);
  }

  /**
   * Runs statements as a simple query: in a transaction of their own, unless a block is open.
   *
   * @return the rows of all
   */
  List<List<Object>> run(String sql) {
    List<List<Object>> rows = new ArrayList<>();
    session.begin();
    boolean done = false;
    try {
      for (String statement : session.split(sql)) {
        SqlSession.Prepared prepared = session.prepare(statement, new int[0]);
        try (SqlSession.Portal portal = session.bind(prepared, new Object[0])) {
          portal.execute(0, values -> rows.add(java.util.Arrays.asList(values.clone())));
        }
      }
      done = true;
    } finally {
      if (!done) {
        session.sync(true);
      }
    }
    session.sync(false);
    return rows;
  }

  Object value(String sql) {
    return run(sql).getFirst().getFirst();
  }

  SqlSession.TransactionStatus status() {
    return session.status();
  }

  /** What a connection does that is to end. */
  void terminate() {
    session.terminate();
  }

  /** Why the engine has ended it; null if it has not. */
  SqlException ending() {
    return ending;
  }

  @Override
  public void close() {
    session.close();
  }
}
