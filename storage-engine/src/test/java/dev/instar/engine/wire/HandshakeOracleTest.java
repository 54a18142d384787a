package dev.instar.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first bytes of a connection, right and wrong, to a real PostgreSQL and to ours. */
class HandshakeOracleTest {
  private static final int SSL = 80877103;
  private static final int GSSENC = 80877104;
  private static final int CANCEL = 80877102;

  private static WireServer server;

  @BeforeAll
  static void start() throws IOException {
    server = WireServer.start(WireSettings.loopback(0), new ToyDatabase());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /**
   * What is sent.
   *
   * @param steps each answered with one byte, but for the last one
   */
  record Opening(String title, List<byte[]> steps) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Opening> openings() {
    byte[] startup = Bytes.startup("user", "postgres", "database", "postgres");
    byte[] ssl = new Bytes().int32(SSL).packet();
    byte[] gss = new Bytes().int32(GSSENC).packet();
    return List.of(
        opening("a start-up packet", startup),
        opening("no parameters", Bytes.startup()),
        opening("an empty user", Bytes.startup("user", "")),
        opening("a user that there is not", Bytes.startup("user", "nobody")),
        opening("TLS is not to be had", ssl, startup),
        opening("GSSAPI is not to be had", gss, startup),
        opening("neither TLS nor GSSAPI", ssl, gss, startup),
        opening("neither GSSAPI nor TLS", gss, ssl, startup),
        opening("TLS asked for twice", ssl, ssl),
        opening("GSSAPI asked for twice", gss, gss),
        opening("a start-up packet with the request for TLS", both(ssl, startup), new byte[0]),
        opening("a start-up packet with the request for GSSAPI", both(gss, startup), new byte[0]),
        opening("a newer minor version", version(3 << 16 | 2, "user", "postgres", "")),
        opening("an extension", version(3 << 16, "user", "postgres", "_pq_.report", "1", "")),
        opening(
            "a newer minor version with extensions",
            version(3 << 16 | 9, "_pq_.a", "1", "user", "postgres", "_pq_.b", "2", "")),
        opening("protocol 2", version(2 << 16, "user", "postgres", "")),
        opening("protocol 4", version(4 << 16, "user", "postgres", "")),
        opening("no terminator", version(3 << 16, "user", "postgres")),
        opening("bytes after the terminator", version(3 << 16, "user", "postgres", "", "more", "")),
        opening("a replication that there is not", startup("replication", "perhaps")),
        opening("a replication that there is", startup("replication", "1")),
        opening("a cancel request of nobody", cancel()),
        opening("a cancel request that is short", new Bytes().int32(CANCEL).packet()),
        opening("a length of zero", HexFormat.of().parseHex("00000000")),
        opening("a length without a version", HexFormat.of().parseHex("00000004")),
        opening("a negative length", HexFormat.of().parseHex("ffffffff")),
        opening("a length that is too large", HexFormat.of().parseHex("00002720")),
        opening("HTTP", new Bytes().text("GET / HTTP/1.1\r\n\r\n").toArray()),
        opening("nothing", new byte[0]),
        opening("half a packet", Arrays.copyOf(startup, 9)),
        opening("a query instead of a proof", both(startup, query())),
        opening("a proof of nothing", both(startup, new Bytes().message('p'))),
        opening("an unknown mechanism", both(startup, initial("PLAIN", "x"))),
        opening("a mechanism for TLS", both(startup, initial("SCRAM-SHA-256-PLUS", "n,,n=,r=x"))),
        opening("no SCRAM message", both(startup, initial("SCRAM-SHA-256", "x"))),
        opening("a bound channel", both(startup, initial("SCRAM-SHA-256", "p=x,,n=,r=x"))),
        opening("another identity", both(startup, initial("SCRAM-SHA-256", "n,a=b,n=,r=x"))),
        opening("an extension of SCRAM", both(startup, initial("SCRAM-SHA-256", "n,,m=1,n=,r=x"))),
        opening("no nonce", both(startup, initial("SCRAM-SHA-256", "n,,n=,x=x"))),
        opening("a long message", both(startup, initial("SCRAM-SHA-256", "x".repeat(2000)))),
        opening(
            "no proof",
            both(
                both(startup, initial("SCRAM-SHA-256", "n,,n=,r=x")),
                new Bytes().text("c=biws,r=x").message('p'))),
        opening(
            "another nonce",
            both(
                both(startup, initial("SCRAM-SHA-256", "n,,n=,r=x")),
                new Bytes().text("c=biws,r=x,p=" + "A".repeat(43) + "=").message('p'))),
        opening(
            "no first message yet",
            both(startup, new Bytes().string("SCRAM-SHA-256").int32(-1).message('p'))));
  }

  private static Opening opening(String title, byte[]... steps) {
    return new Opening(title, List.of(steps));
  }

  private static byte[] both(byte[] one, byte[] two) {
    return new Bytes().raw(one).raw(two).toArray();
  }

  private static byte[] version(int version, String... strings) {
    Bytes packet = new Bytes().int32(version);
    for (String string : strings) {
      packet.string(string);
    }
    return packet.packet();
  }

  private static byte[] startup(String name, String value) {
    return Bytes.startup("user", "postgres", name, value);
  }

  private static byte[] cancel() {
    return new Bytes().int32(CANCEL).int32(1).int32(2).packet();
  }

  private static byte[] query() {
    return new Bytes().string("SELECT 1").message('Q');
  }

  private static byte[] initial(String mechanism, String message) {
    return new Bytes().string(mechanism).int32(message.length()).text(message).message('p');
  }

  @ParameterizedTest
  @MethodSource("openings")
  void answersAsPostgresDoes(Opening opening) throws IOException {
    List<String> theirs = answers(PostgresServer.shared(PostgresVersion.V17).port(), opening);
    assertThat(answers(server.address().getPort(), opening)).isEqualTo(theirs);
  }

  private static List<String> answers(int port, Opening opening) throws IOException {
    List<String> answers = new ArrayList<>();
    try (RawClient client = new RawClient(port)) {
      for (byte[] step : opening.steps().subList(0, opening.steps().size() - 1)) {
        client.send(step);
        answers.add(Character.toString(client.readByte()));
      }
      client.send(opening.steps().getLast());
      answers.addAll(client.readToEnd());
    }
    return answers;
  }
}
