package dev.instar.samples.contest;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The bundled engine, as {@code instar serve} runs it; every commit is synced. */
public final class EngineContestant implements Contestant {
  private static final String NAME = "instar";
  private static final String PASSWORD = "contest";
  private static final Pattern LISTENING = Pattern.compile("serving .* on .*:(\\d+)");

  private final ContestDirectory directory = ContestDirectory.create("instar-engine");
  private final Map<String, String> settings;
  private ServerChild child;

  private EngineContestant(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /** A fresh directory, started, with values of settings for all sessions. */
  public static EngineContestant open(Map<String, String> settings) throws SQLException {
    EngineContestant opened = new EngineContestant(settings);
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
    return "bundled engine";
  }

  @Override
  public void start() throws SQLException {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    // The launcher's archive of classes, which makes for a quick start.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-XX:SharedArchiveFile="))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            "dev.instar.cli.Main",
            "serve",
            "--port",
            "0",
            "--data",
            directory.path().toString()));
    settings.forEach((name, value) -> command.addAll(List.of("--set", name + "=" + value)));
    child = ServerChild.start(command, Map.of("INSTAR_PASSWORD", PASSWORD), LISTENING);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
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
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + child.port() + "/" + NAME, NAME, PASSWORD);
  }

  @Override
  public Address address() {
    return new Address(child.port(), NAME, PASSWORD, NAME);
  }

  @Override
  public boolean copies() {
    return true;
  }

  @Override
  public String series(long count) {
    return "generate_series(1, " + count + ") AS g (n)";
  }

  @Override
  public void close() {
    if (child != null) {
      child.kill();
    }
    directory.delete();
  }
}
