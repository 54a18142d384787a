package dev.instar.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same bytes to a real PostgreSQL and to the toy: the same answers. */
class ScriptOracleTest {
  private static WireServer server;

  @BeforeAll
  static void start() throws IOException {
    server = WireServer.start(WireSettings.loopback(0), new ToyDatabase());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static List<Scripts.Script> scripts() {
    return Scripts.all();
  }

  @ParameterizedTest
  @MethodSource("scripts")
  void answersAsPostgresDoes(Scripts.Script script) throws IOException {
    PostgresServer postgres = PostgresServer.shared(PostgresVersion.V17);
    List<String> theirs;
    List<String> ours;
    try (RawClient client =
        RawClient.login(postgres.port(), postgres.user(), postgres.password(), "postgres")) {
      theirs = answers(client, script);
    }
    try (RawClient client =
        RawClient.login(
            server.address().getPort(), ToyDatabase.USER, ToyDatabase.PASSWORD, "toys")) {
      ours = answers(client, script);
    }
    assertThat(ours).isEqualTo(theirs);
  }

  private static List<String> answers(RawClient client, Scripts.Script script) throws IOException {
    client.send(new Bytes().string("CREATE TEMP TABLE t (a int4, b text)").message('Q'));
    client.readUntilReady();
    client.send(script.bytes());
    return client.readToEnd();
  }
}
