package dev.instar.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.scram.ScramVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Replication commands and COPY BOTH, with commands of the test's. */
@Timeout(60)
class ReplicationTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ToyDatabase database = new ToyDatabase();
  private final BlockingQueue<CopyBoth> streaming = new ArrayBlockingQueue<>(1);
  private WireServer server;

  @BeforeEach
  void start() throws IOException {
    SessionSource source =
        new SessionSource() {
          @Override
          public Optional<ScramVerifier> verifier(String user) {
            return database.verifier(user);
          }

          @Override
          public boolean hasPasswords() {
            return true;
          }

          @Override
          public SqlSession open(SessionRequest request, Client client) {
            return database.open(request, client);
          }

          @Override
          public ReplicationCommands replication(SessionRequest request, SqlSession session) {
            return ReplicationTest.this::answer;
          }
        };
    server = WireServer.start(WireSettings.loopback(0), source);
  }

  @AfterEach
  void stop() {
    server.close();
    assertThat(server.connectionCount()).isZero();
  }

  private Optional<ReplicationCommands.Answer> answer(String text) {
    return switch (text) {
      case "IDENTIFY_SYSTEM" ->
          Optional.of(
              new ReplicationCommands.Rows(
                  List.of(new SqlSession.Column("systemid", 0, 0, ToyType.TEXT, -1)),
                  List.of(List.of("42")),
                  "IDENTIFY_SYSTEM"));
      case "START_REPLICATION" -> Optional.of((ReplicationCommands.Stream) this::echo);
      case "START_FAILING" ->
          Optional.of(
              (ReplicationCommands.Stream)
                  client -> {
                    client.send("one".getBytes(StandardCharsets.UTF_8));
                    throw new SqlException(SqlState.OBJECT_IN_USE, "the slot is gone");
                  });
      default -> Optional.empty();
    };
  }

  /** Sends back what it receives; woken from outside, it says so. */
  private String echo(CopyBoth client) {
    streaming.add(client);
    while (!client.isDone()) {
      Optional<byte[]> data = client.receive(LONG);
      if (!client.isDone()) {
        client.send(data.orElse("woken".getBytes(StandardCharsets.UTF_8)));
        client.flush();
      }
    }
    return "COPY 0";
  }

  private RawClient login() throws IOException {
    return RawClient.login(
        server.address().getPort(),
        ToyDatabase.USER,
        ToyDatabase.PASSWORD,
        "toys",
        "replication",
        "database");
  }

  private static byte[] query(String text) {
    return new Bytes().string(text).message('Q');
  }

  @Test
  void commandsAndSqlAreAnsweredOnOneConnection() throws IOException {
    try (RawClient client = login()) {
      client.send(query("IDENTIFY_SYSTEM"));
      assertThat(client.readUntilReady())
          .containsExactly(
              "T(systemid #0 type 25 size -1 modifier -1 format 0)",
              "D(42)",
              "C(IDENTIFY_SYSTEM)",
              "Z(I)");
      client.send(query("SELECT 1"));
      assertThat(client.readUntilReady()).contains("D(1)");
    }
  }

  @Test
  void bothSidesSendAsTheyLikeUntilBothAreDone() throws Exception {
    try (RawClient client = login()) {
      client.send(query("START_REPLICATION"));
      assertThat(client.read().text()).isEqualTo("W(000000)");
      for (int i = 0; i < 1000; i++) {
        client.send(new Bytes().text("piece " + i).message('d'));
        assertThat(client.read().text()).isEqualTo("d(piece " + i + ")");
      }
      streaming.poll(LONG.toSeconds(), TimeUnit.SECONDS).wake();
      assertThat(client.read().text()).isEqualTo("d(woken)");
      client.send(new Bytes().message('c'));
      assertThat(client.readUntilReady()).containsExactly("c", "C(COPY 0)", "Z(I)");
      client.send(query("SELECT 1"));
      assertThat(client.readUntilReady()).contains("D(1)");
    }
  }

  @Test
  void anErrorEndsTheStreamAndNotTheConnection() throws IOException {
    try (RawClient client = login()) {
      client.send(query("START_FAILING"));
      assertThat(client.readUntilReady())
          .containsExactly("W(000000)", "d(one)", "E(ERROR 55006 the slot is gone)", "Z(I)");
      client.send(new Bytes().text("late").message('d'));
      client.send(new Bytes().message('c'));
      client.send(query("SELECT 1"));
      assertThat(client.readUntilReady()).contains("D(1)");
    }
  }

  @Test
  void aStreamIsToldOfAShutdown() throws Exception {
    try (RawClient client = login()) {
      client.send(query("START_REPLICATION"));
      assertThat(client.read().type()).isEqualTo('W');
      server.shutdown(LONG);
      assertThat(client.readToEnd())
          .containsExactly("E(FATAL 57P01 terminating connection due to administrator command)");
    }
  }
}
