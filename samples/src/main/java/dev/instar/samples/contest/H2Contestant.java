package dev.instar.samples.contest;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * H2's TCP server. It writes what was committed within half a second ({@code WRITE_DELAY}) and does
 * not sync each commit: what it does has to be compared with {@code synchronous_commit = off}.
 */
public final class H2Contestant implements Contestant {
  private static final String USER = "sa";
  private static final Pattern LISTENING = Pattern.compile("TCP server running at .*:(\\d+) .*");

  private final ContestDirectory directory = ContestDirectory.create("instar-h2");
  private ServerChild child;

  private H2Contestant() {}

  /** A fresh directory, started. */
  public static H2Contestant open() throws SQLException {
    H2Contestant opened = new H2Contestant();
    boolean started = false;
    try {
      opened.start();
      started = true;
      return opened;
    } finally {
      if (!started) {
        opened.close();
      }
    }
  }

  @Override
  public String name() {
    return "H2";
  }

  @Override
  public void start() throws SQLException {
    child =
        ServerChild.start(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                jar().toString(),
                "org.h2.tools.Server",
                "-tcp",
                "-tcpPort",
                "0",
                "-ifNotExists",
                "-baseDir",
                directory.path().toString()),
            Map.of(),
            LISTENING);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  /** The library alone: the server needs nothing else. */
  private static Path jar() {
    try {
      return Path.of(
          org.h2.Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    child.end();
  }

  @Override
  public void kill() {
    child.kill();
  }

  @Override
  public Connection connect() throws SQLException {
    // Clients wait for each other's rows, as they do elsewhere, longer than a second.
    return DriverManager.getConnection(
        "jdbc:h2:tcp://127.0.0.1:" + child.port() + "/./contest;LOCK_TIMEOUT=60000", USER, "");
  }

  @Override
  public Address address() {
    throw new UnsupportedOperationException("H2 speaks a protocol of its own");
  }

  @Override
  public boolean copies() {
    return false;
  }

  @Override
  public String series(long count) {
    return "(SELECT x AS n FROM system_range(1, " + count + ")) AS g";
  }

  @Override
  public void close() {
    if (child != null) {
      child.kill();
    }
    directory.delete();
  }
}
