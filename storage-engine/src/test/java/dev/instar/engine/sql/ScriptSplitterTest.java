package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts are cut as psql cuts them, whatever their statements mean. */
class ScriptSplitterTest {
  @Test
  void statementsEndAtSemicolonsOutsideOfQuotesCommentsAndParentheses() {
    assertThat(
            texts(
                """
                SELECT ';' , ";" -- ; none
                ;; /* ; /* ; */ */ DO $x$ a; b $x$;
                CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b);
                SELECT E'\\';'
                """))
        .containsExactly(
            "SELECT ';' , \";\"",
            "DO $x$ a; b $x$",
            "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)",
            "SELECT E'\\';'");
  }

  @Test
  void aRoutineThatIsWrittenOutIsOneStatement() {
    String routine =
        "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END;"
            + " SELECT 2; END";
    assertThat(texts(routine + "; BEGIN; END")).containsExactly(routine, "BEGIN", "END");
  }

  @Test
  void psqlsOwnLinesAndTheDataOfCopyAreLeftOut() {
    assertThat(
            texts(
                """
                \\restrict 5Zk
                \\connect shop
                SET x = 1;
                COPY public.t (a, b) FROM stdin;
                1\t;'
                \\N\t"
                \\.

                COPY t FROM stdin WITH (FORMAT csv);
                \\.
                COPY t FROM '/tmp/t';
                \\unrestrict 5Zk
                SELECT 1
                """))
        .containsExactly(
            "SET x = 1",
            "COPY public.t (a, b) FROM stdin",
            "COPY t FROM stdin WITH (FORMAT csv)",
            "COPY t FROM '/tmp/t'",
            "SELECT 1");
  }

  @Test
  void aStatementKnowsItsPlaceAndHowItBegins() {
    StatementText second = split("SELECT 1;\n  -- é\n  créate \"Or Der\".t 5").get(1);

    assertThat(second.line()).isEqualTo(3);
    assertThat(second.column()).isEqualTo(3);
    assertThat(second.beginning()).containsExactly("créate", "Or Der", ".", "t", "?");
  }

  @Test
  void namesThatAreTooLongAreCutAsTheServerCutsThem() {
    String kept = "é" + "x".repeat(61);

    assertThat(texts("ALTER TABLE " + kept + "yz ADD \"" + kept + "\"\"Q\" int"))
        .containsExactly("ALTER TABLE \"" + kept + "\" ADD \"" + kept + "\" int");
    assertThat(texts("SELECT " + "é".repeat(32)))
        .containsExactly("SELECT \"" + "é".repeat(31) + "\"");
  }

  @Test
  void whatIsNeverClosedIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> split("SELECT 1;\nSELECT 'a"))
        .isInstanceOfSatisfying(
            SqlSyntaxException.class,
            e -> {
              assertThat(e.line()).isEqualTo(2);
              assertThat(e.column()).isEqualTo(8);
            });
    assertThatThrownBy(() -> split("COPY t FROM stdin;\n1\n"))
        .hasMessage("the data of COPY does not end with a line of \\.");
  }

  @Test
  void namesAreFoundInWhatNobodyUnderstands() {
    assertThat(SqlParser.namesIn("CREATE WIDGET app.W ON \"Or Der\" (a.b.c) SELECT 'x.y'", false))
        .containsExactlyInAnyOrder(
            QualifiedName.of("widget"),
            QualifiedName.of("app"),
            QualifiedName.of("app", "w"),
            QualifiedName.of("Or Der"),
            QualifiedName.of("a"),
            QualifiedName.of("a", "b"));
    assertThat(SqlParser.namesIn("DO $$ BEGIN EXECUTE 'DROP TABLE x.y'; END $$", true))
        .contains(QualifiedName.of("x", "y"));
    assertThat(SqlParser.namesIn("SELECT f('it''s', 'orders')", true))
        .contains(QualifiedName.of("f"), QualifiedName.of("orders"));
  }

  private static List<String> texts(String script) {
    return split(script).stream().map(StatementText::text).toList();
  }

  private static List<StatementText> split(String script) {
    List<StatementText> statements = new ArrayList<>();
    SqlParser.splitScript(script, statements::add);
    return statements;
  }
}
