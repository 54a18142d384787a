package dev.instar.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that serves a database is killed while clients move money and append to ledgers, again
 * and again on the same directory. Every client remembers what it was answered. Two clients wait
 * for the disk when they commit, one does not: of that one the last may be lost, but what is there
 * has no gap.
 */
@Timeout(600)
class KillTest {
  private static final int ACCOUNTS = 20;
  private static final int BALANCE = 1000;
  private static final int CLIENTS = 3;

  @TempDir private Path directory;

  /** For each client the last entry of its ledger whose commit was answered. */
  private final AtomicLong[] answered = new AtomicLong[CLIENTS];

  @Test
  void whatWasAnsweredSurvivesFiveKills() throws Exception {
    run(5);
  }

  @Tag("wide")
  @Test
  void whatWasAnsweredSurvivesAHundredKills() throws Exception {
    run(Integer.getInteger("kills", 100));
  }

  private void run(int kills) throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("KillTest seed " + seed);
    Random random = new Random(seed);
    for (int client = 0; client < CLIENTS; client++) {
      answered[client] = new AtomicLong();
    }
    for (int kill = 0; kill <= kills; kill++) {
      Process process = start();
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        String url = lines.readLine();
        if (kill == 0) {
          setUp(url);
        } else {
          check(url, "after kill %d, seed %d".formatted(kill, seed));
        }
        if (kill < kills) {
          work(url, process, random);
        }
      } finally {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            ServedDatabase.class.getName(),
            directory.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "instar", ServedDatabase.PASSWORD);
  }

  private static void setUp(String url) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE account (id integer PRIMARY KEY, balance integer NOT NULL)");
      statement.execute("CREATE INDEX ON account (balance)");
      statement.execute(
          "INSERT INTO account SELECT g, %d FROM generate_series(1, %d) g"
              .formatted(BALANCE, ACCOUNTS));
      statement.execute(
          "CREATE TABLE entry (client integer, number bigint, sequence bigserial UNIQUE,"
              + " PRIMARY KEY (client, number))");
    }
  }

  /** Kills when enough was answered: at some number of commits, wherever the others are then. */
  private void work(String url, Process process, Random random) throws Exception {
    long enough = total() + 30 + random.nextInt(200);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Future<?>> clients = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        int number = client;
        long seed = random.nextLong();
        clients.add(threads.submit(() -> client(url, number, new Random(seed))));
      }
      while (total() < enough) {
        for (Future<?> client : clients) {
          assertThat(client.isDone()).as("a client gave up before the kill").isFalse();
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
      process.destroyForcibly().waitFor();
      for (Future<?> client : clients) {
        client.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private long total() {
    long sum = 0;
    for (AtomicLong client : answered) {
      sum += client.get();
    }
    return sum;
  }

  private boolean waits(int client) {
    return client != 0;
  }

  /** Until the server is gone. */
  private void client(String url, int client, Random random) {
    try (Connection connection = connect(url)) {
      long number;
      try (Statement statement = connection.createStatement();
          ResultSet last =
              statement.executeQuery(
                  "SELECT coalesce(max(number), 0) FROM entry WHERE client = " + client)) {
        last.next();
        number = last.getLong(1);
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET synchronous_commit = " + (waits(client) ? "on" : "off"));
      }
      // What an earlier process has lost is not to be confused with what this one loses.
      answered[client].set(number);
      connection.setAutoCommit(false);
      while (true) {
        transfer(connection, client, ++number, random);
        answered[client].set(number);
      }
    } catch (SQLException e) {
      // 40P01 cannot come, as accounts are taken in order: the server is gone.
      assertThat(e.getSQLState()).as(e.getMessage()).startsWith("08");
    }
  }

  private static void transfer(Connection connection, int client, long number, Random random)
      throws SQLException {
    int one = 1 + random.nextInt(ACCOUNTS);
    int other = 1 + (one + random.nextInt(ACCOUNTS - 1)) % ACCOUNTS;
    int amount = random.nextInt(50);
    add(connection, Math.min(one, other), amount);
    add(connection, Math.max(one, other), -amount);
    try (PreparedStatement entry =
        connection.prepareStatement("INSERT INTO entry (client, number) VALUES (?, ?)")) {
      entry.setInt(1, client);
      entry.setLong(2, number);
      entry.executeUpdate();
    }
    connection.commit();
  }

  private static void add(Connection connection, int account, int amount) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement("UPDATE account SET balance = balance + ? WHERE id = ?")) {
      update.setInt(1, amount);
      update.setInt(2, account);
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private void check(String url, String when) throws SQLException {
    try (Connection connection = connect(url)) {
      assertThat(number(connection, "SELECT sum(balance) FROM account"))
          .as(when)
          .isEqualTo(ACCOUNTS * BALANCE);
      assertThat(number(connection, "SELECT count(*) FROM account WHERE balance IS NOT NULL"))
          .as(when)
          .isEqualTo(ACCOUNTS);
      for (int client = 0; client < CLIENTS; client++) {
        String of = " FROM entry WHERE client = " + client;
        long last = number(connection, "SELECT coalesce(max(number), 0)" + of);
        assertThat(number(connection, "SELECT count(*)" + of))
            .as("entries of %d without a gap, %s", client, when)
            .isEqualTo(last);
        // The commit that was under way may be there, too.
        assertThat(last).as(when).isLessThanOrEqualTo(answered[client].get() + 1);
        if (waits(client)) {
          assertThat(last).as(when).isGreaterThanOrEqualTo(answered[client].get());
        }
      }
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }
}
