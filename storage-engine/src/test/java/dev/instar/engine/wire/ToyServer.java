package dev.instar.engine.wire;

import java.io.IOException;

/**
 * The toy as a server of its own, for clients that are tried by hand. What the protocol costs is
 * what pgbench measures, in a script with {@code SELECT abalance FROM pgbench_accounts WHERE aid =
 * :aid}:
 *
 * <pre>
 *   PGPASSWORD='a secret of toys' pgbench -n -M prepared -c 4 -j 2 -T 10 -f script \
 *       -h 127.0.0.1 -p PORT -U toy toys
 * </pre>
 */
final class ToyServer {
  private ToyServer() {}

  /** Serves on the port that is given until its input ends. */
  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    try (WireServer server = WireServer.start(WireSettings.loopback(port), new ToyDatabase())) {
      System.out.println("listening on " + server.address());
      while (System.in.read() >= 0) {}
    }
  }
}
