package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What literals mean is what a real server says they mean. */
class LiteralsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "'it''s'",
        "'a'\n  'b'''  -- c\n 'd'",
        "E'a\\b\\f\\n\\r\\t\\v\\\\\\'\\q'",
        "E'\\1\\101\\x41\\xC3\\xA9\\u00e9\\U0001F600\\uD83D\\uDE00'",
        "E'a\\''\n'\\'''b'",
        "e'\\xz\\é'",
        "U&'d\\0061t\\+01F600\\\\ \\D83D\\DE00'",
        "u&'d!0061''!!' UESCAPE '!'",
        "U&'\\0061'\n'\\0062' uescape '\\'",
        "$$it's \\n$$",
        "$a$ $$ $b$ $a$",
        "N'x''y'"
      })
  void stringsMeanWhatTheServerSays(String literal) throws SQLException {
    assertThat(Literals.string(onlyToken(literal))).isEqualTo(ask("SELECT " + literal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1", "1_000", "0xFF", "0o17", "0b1_01", "1.50", ".5", "5.", "1e10", "1.5E-3", "1_0.2_5"
      })
  void numbersMeanWhatTheServerSays(String literal) throws SQLException {
    assertThat(Literals.number(literal).toPlainString().replaceAll("^0E-?\\d+$", "0"))
        .isEqualTo(ask("SELECT (" + literal + ")::numeric"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"B'0101'", "b''", "X'1fA0'", "x'0'"})
  void bitsMeanWhatTheServerSays(String literal) throws SQLException {
    assertThat(Literals.bits(literal)).isEqualTo(ask("SELECT (" + literal + ")::text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "E'\\xff'",
        "E'\\0'",
        "E'\\uD800'",
        "E'\\U00110000'",
        "U&'\\00'",
        "U&'\\DE00'",
        "U&'a' UESCAPE 'ab'",
        "U&'a' UESCAPE '1'",
        "U&\"\""
      })
  void whatStandsForNoCharacterIsRefused(String literal) {
    assertThatThrownBy(() -> onlyToken(literal)).isInstanceOf(SqlSyntaxException.class);
    assertThatThrownBy(() -> ask("SELECT " + literal)).isInstanceOf(SQLException.class);
  }

  @Test
  void bareLabelsAndCategoriesAreTheServers() throws SQLException {
    String query =
        "SELECT string_agg(word, ' ' ORDER BY word COLLATE \"C\") FROM pg_get_keywords() WHERE NOT"
            + " barelabel";
    StringBuilder ours = new StringBuilder();
    for (String word :
        ask("SELECT string_agg(word, ' ' ORDER BY word COLLATE \"C\") FROM pg_get_keywords()")
            .split(" ")) {
      assertThat(Keywords.isKeyword(word)).as(word).isTrue();
      if (Keywords.needsAs(word)) {
        ours.append(ours.isEmpty() ? "" : " ").append(word);
      }
    }
    assertThat(ours.toString()).isEqualTo(ask(query));
  }

  @Test
  void positionsAreCountedInCharactersAndTakeNoPartInEquality() {
    String sql = "SELECT '😀', lower(a) FROM t GROUP BY lower(a)";
    Query query = (Query) SqlParser.parseStatement(sql).statement();
    QueryBody.Select select = (QueryBody.Select) query.body();
    Expression target = select.targets().get(1).expression();
    assertThat(target).isEqualTo(select.groupBy().getFirst());
    assertThat(target.position().characterIn(sql)).isEqualTo(13);
  }

  private static String onlyToken(String text) {
    Lexer lexer = new Lexer(new SourceText(text));
    Token token = lexer.next();
    assertThat(lexer.next().kind()).isEqualTo(Token.Kind.END);
    return token.value();
  }

  private static String ask(String sql) throws SQLException {
    Properties simple = new Properties();
    simple.setProperty("preferQueryMode", "simple");
    try (Connection connection =
            PostgresServer.shared(PostgresVersion.V18).connect("postgres", simple);
        Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      try (ResultSet rows = statement.executeQuery(sql)) {
        rows.next();
        return rows.getString(1);
      }
    }
  }
}
