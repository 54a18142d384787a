package dev.instar.engine.wire.scram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramTest {
  private static final String FIRST = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
  private static final String SERVER_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  private static final String FINAL = "c=biws,r=rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE;

  private static ScramExchange exchange() {
    byte[] salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");
    return new ScramExchange(
        ScramVerifier.of("pencil", salt, 4096),
        ScramExchange.MECHANISM,
        Optional.empty(),
        SERVER_NONCE);
  }

  @Test
  void theExampleOfRfc7677Holds() {
    ScramExchange exchange = exchange();
    assertThat(exchange.answerFirst(FIRST))
        .isEqualTo("r=rOprNGfwEbeRWgbNEkqO" + SERVER_NONCE + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertThat(exchange.answerFinal(FINAL + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))
        .contains("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
  }

  @Test
  void anotherProofIsWrong() {
    ScramExchange exchange = exchange();
    exchange.answerFirst(FIRST);
    assertThat(exchange.answerFinal(FINAL + ",p=eHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))
        .isEmpty();
  }

  @Test
  void anotherBindingOrNonceIsRefused() {
    String proof = ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
    for (String message : new String[] {FINAL.replace("biws", "eSws"), FINAL + "x", "c=biws"}) {
      ScramExchange exchange = exchange();
      exchange.answerFirst(FIRST);
      assertThatThrownBy(() -> exchange.answerFinal(message + proof))
          .isInstanceOf(SqlException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "with space",
        "\u00fcber",
        "u\u0308ber",
        "\uff50\uff41ss",
        "no\u00adhyphen",
        "no\u00a0break",
        "\u2168",
        "\u00aa",
        "control\u0007",
        "\u06271",
        "\u0627a\u0628",
        "\ud83d\ude00",
        "\ud834\udd1e",
        "\u200bzero",
        "\u3000wide"
      })
  void verifiersAreThoseOfPostgres(String password) throws SQLException {
    try (Connection connection = PostgresServer.shared(PostgresVersion.V17).connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("CREATE ROLE scram_test PASSWORD '" + password + "'");
      try (ResultSet result =
          statement.executeQuery(
              "SELECT rolpassword FROM pg_authid WHERE rolname = 'scram_test'")) {
        result.next();
        String theirs = result.getString(1);
        ScramVerifier parsed = ScramVerifier.parse(theirs).orElseThrow();
        assertThat(parsed.text()).isEqualTo(theirs);
        assertThat(ScramVerifier.of(password, parsed.salt(), parsed.iterations()).text())
            .isEqualTo(theirs);
      } finally {
        connection.rollback();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "password",
        "SCRAM-SHA-256$",
        "SCRAM-SHA-256$0:c2FsdA==$AAAA:AAAA",
        "SCRAM-SHA-256$4096:c2FsdA==$AAAA:AAAA",
        "SCRAM-SHA-256$4096:*$*:*",
        "md5e8a48653851e28c69d0506508fb27fc5"
      })
  void otherTextsAreNoVerifiers(String text) {
    assertThat(ScramVerifier.parse(text)).isEmpty();
  }

  @Test
  void aUserThatThereIsNotHasTheSameSaltEveryTime() {
    UnknownUsers users = new UnknownUsers();
    assertThat(users.verifier("a").text()).isEqualTo(users.verifier("a").text());
    assertThat(users.verifier("a").salt()).isNotEqualTo(users.verifier("b").salt());
    assertThat(new UnknownUsers().verifier("a").salt()).isNotEqualTo(users.verifier("a").salt());
  }
}
