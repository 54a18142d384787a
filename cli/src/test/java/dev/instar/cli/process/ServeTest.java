package dev.instar.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code instar serve} as a process: who gets in, and how it ends. */
class ServeTest {
  private static final Map<String, String> PASSWORD = Map.of("INSTAR_PASSWORD", "hunter2");

  @TempDir private Path directory;

  @Test
  void whatWasCommittedIsThereAfterEachWayToEnd() throws Exception {
    Path data = directory.resolve("data");
    try (ServedProcess served = ServedProcess.start(data, PASSWORD)) {
      try (Connection connection = served.connect("instar", "instar", "hunter2")) {
        execute(connection, "CREATE ROLE app LOGIN PASSWORD 'open sesame'");
        execute(connection, "CREATE DATABASE shop OWNER app");
      }
      try (Connection connection = served.connect("shop", "app", "open sesame")) {
        execute(connection, "CREATE TABLE orders (id bigserial PRIMARY KEY, note text)");
        execute(connection, "INSERT INTO orders (note) VALUES ('one'), ('two')");
      }
      assertThat(served.end("TERM")).isEqualTo(143);
      assertThat(served.said()).contains("stopped, all is on disk").doesNotContain("hunter2");
    }
    // It keeps its passwords, and with them who may come in.
    try (ServedProcess served = ServedProcess.start(data, Map.of())) {
      try (Connection connection = served.connect("shop", "app", "open sesame")) {
        assertThat(value(connection, "SELECT string_agg(note, ',' ORDER BY id) FROM orders"))
            .isEqualTo("one,two");
        execute(connection, "INSERT INTO orders (note) VALUES ('three')");
      }
      assertThatThrownBy(() -> served.connect("shop", "app", "wrong"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
      assertThat(served.end("KILL")).isEqualTo(137);
    }
    Path secret = Files.writeString(directory.resolve("secret"), "another\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    try (ServedProcess served =
        ServedProcess.start(data, PASSWORD, "--password-file", secret.toString())) {
      try (Connection connection = served.connect("shop", "instar", "another")) {
        assertThat(value(connection, "SELECT count(*) FROM orders")).isEqualTo("3");
      }
      assertThat(served.end("INT")).isEqualTo(130);
      assertThat(served.said()).contains("stopped, all is on disk").doesNotContain("another");
    }
  }

  @Test
  void aSignalEndsItsSessionsInOrder() throws Exception {
    try (ServedProcess served = ServedProcess.start(directory.resolve("data"), PASSWORD);
        Connection waiting = served.connect("instar", "instar", "hunter2");
        Connection open = served.connect("instar", "instar", "hunter2");
        Connection onlooker = served.connect("instar", "instar", "hunter2")) {
      execute(open, "CREATE TABLE t (id int)");
      open.setAutoCommit(false);
      execute(open, "INSERT INTO t VALUES (1)");
      FutureTask<String> end =
          new FutureTask<>(
              () -> {
                try {
                  execute(waiting, "ALTER TABLE t ADD COLUMN a int");
                  return "no end";
                } catch (SQLException e) {
                  return e.getSQLState();
                }
              });
      Thread.ofPlatform().start(end);
      while (value(onlooker, "SELECT count(*) FROM pg_locks WHERE NOT granted").equals("0")) {
        Thread.onSpinWait();
      }
      assertThat(served.end("TERM")).isEqualTo(143);
      assertThat(end.get()).isEqualTo("57P01");
    }
    try (ServedProcess served = ServedProcess.start(directory.resolve("data"), PASSWORD);
        Connection connection = served.connect("instar", "instar", "hunter2")) {
      assertThat(value(connection, "SELECT count(*) FROM t")).isEqualTo("0");
    }
  }

  @Test
  void aDirectoryIsOneProcesssAndNobodySeesThePassword() throws Exception {
    Path data = directory.resolve("data");
    try (ServedProcess served = ServedProcess.start(data, PASSWORD)) {
      assertThat(served.commandLine()).contains("serve").doesNotContain("hunter2");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo("rwx------");

      Ran second = InstarRun.of(directory, PASSWORD, "serve", "--data", "data", "--port", "0");
      assertThat(second.exitCode()).isEqualTo(1);
      assertThat(second.error())
          .startsWith("error [DATA_DIRECTORY]: database directory ")
          .contains("is in use", "  next: Stop the other process, or give another --data.")
          .doesNotContain("hunter2");

      Ran samePort =
          InstarRun.of(
              directory, PASSWORD, "serve", "--data", "other", "--port", "" + served.port());
      assertThat(samePort.exitCode()).isEqualTo(2);
      assertThat(samePort.error())
          .startsWith("error [USAGE]: cannot listen on 127.0.0.1:" + served.port())
          .contains("  next: Give another --port.");
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}
