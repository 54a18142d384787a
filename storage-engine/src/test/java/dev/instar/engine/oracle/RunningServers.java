package dev.instar.engine.oracle;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The servers of this JVM, which a shutdown hook closes. */
final class RunningServers {
  private static final Set<PostgresServer> RUNNING = ConcurrentHashMap.newKeySet();
  private static final Map<PostgresVersion, PostgresServer> SHARED =
      new EnumMap<>(PostgresVersion.class);

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> RUNNING.forEach(PostgresServer::close), "instar-close-servers"));
  }

  private RunningServers() {}

  static void add(PostgresServer server) {
    RUNNING.add(server);
  }

  static void remove(PostgresServer server) {
    RUNNING.remove(server);
  }

  static PostgresServer shared(PostgresVersion version) {
    synchronized (SHARED) {
      return SHARED.computeIfAbsent(version, PostgresServer::start);
    }
  }
}
