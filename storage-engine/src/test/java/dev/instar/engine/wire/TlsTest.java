package dev.instar.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGProperty;

/** pgJDBC through TLS, with a certificate made here. */
@Timeout(60)
class TlsTest {
  private static final String STORE_PASSWORD = "of the store";

  @TempDir static Path directory;

  private static SSLContext context;
  private static ToyDatabase database;
  private static WireServer server;

  @BeforeAll
  static void start() throws Exception {
    Path store = directory.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-sigalg",
                "SHA384withECDSA",
                "-dname",
                "CN=localhost",
                "-alias",
                "server",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD)
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, STORE_PASSWORD.toCharArray());
    }
    Path certificate = directory.resolve("server.crt");
    Path key = directory.resolve("server.key");
    writePem(certificate, "CERTIFICATE", keys.getCertificate("server").getEncoded());
    writePem(key, "PRIVATE KEY", keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded());
    context = TlsKey.read(certificate, key);
    assertThatThrownBy(() -> TlsKey.read(certificate, certificate))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageContaining("PKCS #8");
    database = new ToyDatabase();
    server = WireServer.start(WireSettings.loopback(0).withTls(context), database);
  }

  private static void writePem(Path file, String kind, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(content);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }

  @AfterAll
  static void stop() {
    server.close();
    assertThat(server.connectionCount()).isZero();
  }

  private static Connection connect(WireServer to, String sslMode, String channelBinding)
      throws SQLException {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, ToyDatabase.USER);
    PGProperty.PASSWORD.set(properties, ToyDatabase.PASSWORD);
    PGProperty.SSL_MODE.set(properties, sslMode);
    PGProperty.CHANNEL_BINDING.set(properties, channelBinding);
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + to.address().getPort() + "/toys", properties);
  }

  @ParameterizedTest
  @ValueSource(strings = {"require", "prefer", "disable"})
  void whoAsksForTlsGetsItAndTheChannelIsBound(String channelBinding) throws SQLException {
    try (Connection connection = connect(server, "require", channelBinding);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT generate_series(1, 50000)")) {
      int rows = 0;
      while (result.next()) {
        rows++;
      }
      assertThat(rows).isEqualTo(50_000);
    }
  }

  @Test
  void whoDoesNotAskForTlsGoesWithout() throws SQLException {
    try (Connection connection = connect(server, "disable", "prefer")) {
      assertThat(connection.isValid(10)).isTrue();
    }
    assertThatThrownBy(() -> connect(server, "disable", "require").close())
        .isInstanceOf(SQLException.class);
  }

  @Test
  void withoutAKeyTlsIsRefused() throws Exception {
    try (WireServer plain = WireServer.start(WireSettings.loopback(0), database)) {
      assertThatThrownBy(() -> connect(plain, "require", "prefer").close())
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("SSL");
      try (Connection connection = connect(plain, "prefer", "prefer")) {
        assertThat(connection.isValid(10)).isTrue();
      }
    }
  }

  @Test
  void anOrderlyShutdownIsToldThroughTls() throws Exception {
    WireServer other = WireServer.start(WireSettings.loopback(0).withTls(context), database);
    try (Connection connection = connect(other, "require", "require");
        Statement statement = connection.createStatement()) {
      other.shutdown(Duration.ofSeconds(30));
      assertThatThrownBy(() -> statement.execute("SELECT 1"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isIn("57P01", "08006"));
    }
  }
}
