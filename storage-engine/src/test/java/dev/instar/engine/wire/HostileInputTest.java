package dev.instar.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Mutations of what clients send: each costs its own connection, and nothing else. */
@Timeout(90)
class HostileInputTest {
  private static final int ROUNDS = Integer.getInteger("instar.rounds", 400);

  /** Held, or its level is forgotten: what the toy fails at inside is no news here. */
  private static final Logger LOGGER = Logger.getLogger("dev.instar.engine.wire");

  private final long seed = Long.getLong("instar.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final ToyDatabase database = new ToyDatabase();
  private WireServer server;

  @BeforeEach
  void start() throws IOException {
    System.out.println("HostileInputTest: -Dinstar.seed=" + seed);
    LOGGER.setLevel(Level.OFF);
    server = WireServer.start(WireSettings.loopback(0).withMaxMessageBytes(1 << 20), database);
  }

  @AfterEach
  void stop() {
    server.close();
    LOGGER.setLevel(null);
    assertThat(server.connectionCount()).isZero();
    assertThat(database.sessions()).isEmpty();
    assertThat(
            Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("wire-" + server.address().getPort() + "-")))
        .isEmpty();
  }

  private RawClient login() throws IOException {
    return RawClient.login(
        server.address().getPort(), ToyDatabase.USER, ToyDatabase.PASSWORD, "toys");
  }

  @Test
  void mutatedSessionsCostTheirConnectionOnly() throws IOException {
    List<Scripts.Script> scripts = Scripts.all();
    try (RawClient witness = login()) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] bytes = mutated(scripts.get(random.nextInt(scripts.size())).bytes());
        try (RawClient client = login()) {
          sendAll(client, bytes);
        }
        assertUndisturbed(witness);
      }
      awaitOnly(1);
    }
  }

  @Test
  void mutatedOpeningsCostTheirConnectionOnly() throws IOException {
    List<HandshakeOracleTest.Opening> openings = HandshakeOracleTest.openings();
    try (RawClient witness = login()) {
      for (int round = 0; round < ROUNDS; round++) {
        Bytes all = new Bytes();
        openings.get(random.nextInt(openings.size())).steps().forEach(all::raw);
        try (RawClient client = new RawClient(server.address().getPort())) {
          sendAll(client, mutated(all.toArray()));
        }
        assertUndisturbed(witness);
      }
      awaitOnly(1);
    }
  }

  @Test
  void randomBytesCostTheirConnectionOnly() throws IOException {
    try (RawClient witness = login()) {
      for (int round = 0; round < ROUNDS; round++) {
        byte[] bytes = new byte[random.nextInt(4000)];
        random.nextBytes(bytes);
        try (RawClient client =
            random.nextBoolean() ? login() : new RawClient(server.address().getPort())) {
          sendAll(client, bytes);
        }
        assertUndisturbed(witness);
      }
      awaitOnly(1);
    }
  }

  @Test
  void clientsThatLeaveWithoutReadingCostTheirConnectionOnly() throws IOException {
    byte[] query = new Bytes().string("SELECT generate_series(1, 200000)").message('Q');
    try (RawClient witness = login()) {
      for (int round = 0; round < 20; round++) {
        RawClient client = login();
        client.send(query);
        client.close();
        assertUndisturbed(witness);
      }
      awaitOnly(1);
    }
  }

  /** The server has an answer to every sequence of bytes, and then an end. */
  private static void sendAll(RawClient client, byte[] bytes) throws IOException {
    try {
      client.send(bytes);
    } catch (IOException e) {
      // The server has seen enough: it has closed the connection.
      return;
    }
    client.readToEnd();
  }

  private static void assertUndisturbed(RawClient witness) throws IOException {
    witness.send(new Bytes().string("SELECT 1").message('Q'));
    assertThat(witness.readUntilReady()).contains("D(1)", "Z(I)");
  }

  private void awaitOnly(int count) {
    while (server.connectionCount() > count) {
      Thread.onSpinWait();
    }
    assertThat(database.sessions()).hasSize(count);
  }

  private byte[] mutated(byte[] bytes) {
    byte[] result = bytes;
    for (int i = random.nextInt(4); i >= 0 && result.length > 0; i--) {
      int at = random.nextInt(result.length);
      int length = Math.min(random.nextInt(16), result.length - at);
      byte[] before = Arrays.copyOf(result, at);
      byte[] piece = Arrays.copyOfRange(result, at, at + length);
      byte[] after = Arrays.copyOfRange(result, at + length, result.length);
      Bytes mutation = new Bytes().raw(before);
      switch (random.nextInt(5)) {
        case 0 -> mutation.raw(after);
        case 1 -> mutation.raw(piece).raw(piece).raw(after);
        case 2 -> mutation.int8(random.nextInt(256)).raw(piece).raw(after);
        case 3 -> mutation.int32(extreme()).raw(after);
        default -> mutation.raw(piece);
      }
      result = mutation.toArray();
    }
    return result;
  }

  private int extreme() {
    return switch (random.nextInt(5)) {
      case 0 -> Integer.MAX_VALUE;
      case 1 -> Integer.MIN_VALUE;
      case 2 -> -1;
      case 3 -> 1 << 20;
      default -> random.nextInt(64);
    };
  }
}
