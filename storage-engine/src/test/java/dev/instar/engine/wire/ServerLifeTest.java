package dev.instar.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits, time-outs, cancelling, ends: what a server does beside answering. */
@Timeout(60)
class ServerLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ToyDatabase database = new ToyDatabase();
  private WireServer server;

  private void start(WireSettings settings) throws IOException {
    server = WireServer.start(settings, database);
  }

  private RawClient login() throws IOException {
    return RawClient.login(
        server.address().getPort(), ToyDatabase.USER, ToyDatabase.PASSWORD, "toys");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
      assertThat(server.connectionCount()).isZero();
      assertThat(database.sessions()).isEmpty();
    }
  }

  private static byte[] query(String text) {
    return new Bytes().string(text).message('Q');
  }

  @Test
  void listensOnLoopbackUnlessToldOtherwise() throws IOException {
    start(WireSettings.loopback(0));
    assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void doesNotStartWithoutAPassword() {
    SessionSource open =
        new SessionSource() {
          @Override
          public Optional<ScramVerifier> verifier(String user) {
            return Optional.empty();
          }

          @Override
          public boolean hasPasswords() {
            return false;
          }

          @Override
          public SqlSession open(SessionRequest request, Client client) {
            throw new IllegalStateException("nobody gets here");
          }
        };
    assertThatThrownBy(() -> WireServer.start(WireSettings.loopback(0), open))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("password");
  }

  @Test
  void moreSessionsThanAllowedAreRefusedUntilOneGoes() throws IOException, InterruptedException {
    start(WireSettings.loopback(0).withMaxConnections(2));
    try (RawClient first = login();
        RawClient second = login()) {
      assertThatThrownBy(this::login).hasMessage("E(FATAL 53300 sorry, too many clients already)");
      first.send(new Bytes().message('X'));
      assertThat(first.readToEnd()).isEmpty();
      try (RawClient third = loginWhenThereIsRoom()) {
        third.send(query("SELECT 1"));
        second.send(query("SELECT 1"));
        assertThat(third.readUntilReady()).isEqualTo(second.readUntilReady());
      }
    }
  }

  /** The place is free a moment after the socket is closed. */
  private RawClient loginWhenThereIsRoom() throws IOException {
    while (true) {
      try {
        return login();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("53300");
      }
    }
  }

  @Test
  void clientsThatOnlyConnectAreBounded() throws IOException {
    start(WireSettings.loopback(0).withMaxConnections(2));
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        clients.add(new RawClient(server.address().getPort()));
      }
      // Those that were not taken find the end, and none of them cost a thread.
      assertThat(clients.getLast().readToEnd()).isEmpty();
      assertThat(server.connectionCount()).isLessThanOrEqualTo(2 * 2 + 16);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aClientThatIsSlowToLogInIsLetGo() throws IOException {
    start(WireSettings.loopback(0).withAuthenticationTimeout(Duration.ofMillis(200)));
    byte[] startup = Bytes.startup("user", ToyDatabase.USER);
    try (RawClient silent = new RawClient(server.address().getPort());
        RawClient half = new RawClient(server.address().getPort());
        RawClient proofless = new RawClient(server.address().getPort())) {
      half.send(new byte[] {0, 0, 0});
      proofless.send(startup);
      assertThat(proofless.read().text()).isEqualTo("R(10)");
      assertThat(silent.readByte()).isEqualTo(-1);
      assertThat(half.readByte()).isEqualTo(-1);
      assertThat(proofless.readByte()).isEqualTo(-1);
    }
  }

  @Test
  void aClientThatIsLoggedInMayBeSilentForLonger() throws IOException {
    start(WireSettings.loopback(0).withAuthenticationTimeout(Duration.ofMillis(200)));
    try (RawClient patient = login();
        RawClient silent = new RawClient(server.address().getPort())) {
      // Its deadline is later than the one that does not count any more.
      assertThat(silent.readByte()).isEqualTo(-1);
      patient.send(query("SELECT 1"));
      assertThat(patient.readUntilReady()).contains("D(1)");
    }
  }

  @Test
  void aCancelRequestNeedsTheKey() throws Exception {
    start(WireSettings.loopback(0));
    try (RawClient client = login()) {
      client.send(query("SELECT pg_sleep(60)"));
      database.sleeping.await();
      cancel(client.processId(), client.cancelKey() + 1);
      cancel(client.processId() + 1, client.cancelKey());
      assertThat(database.sessions().getFirst().cancels()).isZero();
      cancel(client.processId(), client.cancelKey());
      assertThat(client.readUntilReady())
          .contains("E(ERROR 57014 canceling statement due to user request)", "Z(I)");
    }
  }

  /** Returns when the server has dealt with it: it closes the connection then. */
  private void cancel(int processId, int key) throws IOException {
    try (RawClient client = new RawClient(server.address().getPort())) {
      client.send(new Bytes().int32(80877102).int32(processId).int32(key).packet());
      assertThat(client.readByte()).isEqualTo(-1);
    }
  }

  @Test
  void anOrderlyShutdownTellsEverybody() throws Exception {
    start(WireSettings.loopback(0));
    try (RawClient idle = login();
        RawClient busy = login();
        RawClient copying = login();
        RawClient outside = new RawClient(server.address().getPort())) {
      busy.send(query("SELECT pg_sleep(60)"));
      copying.send(query("COPY t FROM STDIN"));
      assertThat(copying.read().type()).isEqualTo('G');
      database.sleeping.await();
      server.shutdown(PATIENCE);
      String told = "E(FATAL 57P01 terminating connection due to administrator command)";
      assertThat(idle.readToEnd()).containsExactly(told);
      assertThat(busy.readToEnd()).endsWith(told);
      assertThat(copying.readToEnd()).containsExactly(told);
      assertThat(outside.readToEnd()).isEmpty();
      assertThatThrownBy(this::login).isInstanceOf(IOException.class);
    }
  }

  @Test
  void anAbruptEndClosesEverything() throws Exception {
    start(WireSettings.loopback(0));
    try (RawClient idle = login();
        RawClient busy = login()) {
      busy.send(query("SELECT pg_sleep(60)"));
      database.sleeping.await();
      server.close();
      assertThat(database.sessions()).isEmpty();
      assertThat(idle.readToEnd()).isEmpty();
      assertThat(busy.readToEnd()).isEmpty();
    }
  }

  @Test
  void aSessionCanBeTerminatedFromBehind() throws Exception {
    start(WireSettings.loopback(0));
    try (RawClient idle = login();
        RawClient other = login()) {
      Client client = sessionOf(idle).client();
      client.terminate(
          new SqlException(
              SqlState.IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
              "terminating connection due to idle-in-transaction timeout"));
      client.terminate(new SqlException(SqlState.ADMIN_SHUTDOWN, "too late"));
      assertThat(idle.readToEnd())
          .containsExactly(
              "E(FATAL 25P03 terminating connection due to idle-in-transaction timeout)");
      other.send(query("SELECT 1"));
      assertThat(other.readUntilReady()).contains("D(1)");
    }
  }

  private ToySession sessionOf(RawClient client) {
    return database.sessions().stream()
        .filter(session -> session.client().processId() == client.processId())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aClientThatVanishesLeavesNothing() throws Exception {
    start(WireSettings.loopback(0));
    try (RawClient stays = login()) {
      RawClient goes = login();
      goes.send(query("BEGIN"));
      goes.readUntilReady();
      goes.close();
      while (server.connectionCount() > 1) {
        Thread.onSpinWait();
      }
      assertThat(database.sessions()).hasSize(1);
      stays.send(query("SELECT 1"));
      assertThat(stays.readUntilReady()).contains("D(1)");
    }
  }

  @Test
  void whatFailsAtCommitFailsTheStatement() throws IOException {
    start(WireSettings.loopback(0));
    try (RawClient client = login()) {
      client.send(query("INSERT INTO t VALUES (1, 'x'); defer an error"));
      assertThat(client.readUntilReady())
          .containsExactly("C(INSERT 0 1)", "E(ERROR 23503 a deferred check failed)", "Z(I)");
      client.send(
          new Bytes()
              .raw(new Bytes().string("").string("defer an error").int16(0).message('P'))
              .raw(new Bytes().string("").string("").int16(0).int16(0).int16(0).message('B'))
              .raw(new Bytes().string("").int32(0).message('E'))
              .raw(new Bytes().message('S'))
              .toArray());
      assertThat(client.readUntilReady())
          .containsExactly("1", "2", "C(DEFER)", "E(ERROR 23503 a deferred check failed)", "Z(I)");
      client.send(query("SELECT a, b FROM t"));
      assertThat(client.readUntilReady()).contains("C(SELECT 0)");
    }
  }

  @Test
  void theFunctionCallProtocolIsRefused() throws IOException {
    start(WireSettings.loopback(0));
    try (RawClient client = login()) {
      client.send(new Bytes().int32(1).int16(0).int16(0).int16(0).message('F'));
      assertThat(client.readUntilReady())
          .containsExactly("E(ERROR 0A000 the function call protocol is not supported)", "Z(I)");
    }
  }

  @Test
  void aStatementLargerThanAllowedEndsTheConnection() throws IOException {
    start(WireSettings.loopback(0).withMaxMessageBytes(100_000));
    try (RawClient client = login()) {
      client.send(query("SELECT '" + "x".repeat(90_000) + "'"));
      assertThat(client.readUntilReady()).hasSize(4);
      client.send(new Bytes().int8('Q').int32(100_005).toArray());
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void largeValuesPassBothWays() throws IOException {
    start(WireSettings.loopback(0));
    String large = "größer ".repeat(1_000_000);
    try (RawClient client = login()) {
      client.send(query("SELECT '" + large + "', 'x'"));
      assertThat(client.readUntilReady().get(1)).hasSize("D(, x)".length() + 9_000_000);
      client.send(query("SELECT 1"));
      assertThat(client.readUntilReady()).contains("D(1)");
    }
  }
}
