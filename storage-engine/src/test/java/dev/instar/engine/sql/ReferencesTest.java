package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferencesTest {
  @Test
  void tablesAreFoundAtAnyDepth() {
    assertThat(
            relations(
                """
                UPDATE t SET a = (SELECT max(x) FROM s.m WHERE EXISTS (SELECT FROM n)),
                             (b, c) = (SELECT 1, 2 FROM o ORDER BY (SELECT 1 FROM p))
                  FROM q JOIN LATERAL (SELECT * FROM r UNION SELECT * FROM u) w
                       ON w.id IN (SELECT id FROM v)
                 WHERE t.id = ANY (ARRAY(SELECT id FROM x))
                """))
        .containsExactlyInAnyOrder("s.m", "n", "o", "p", "q", "r", "u", "v", "x");
    assertThat(relations("DELETE FROM t USING a, LATERAL f(b) WHERE t.id = a.id"))
        .containsExactly("a");
    assertThat(relations("INSERT INTO t SELECT * FROM a LIMIT (SELECT n FROM b)"))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(relations("WITH w AS (DELETE FROM a RETURNING *) UPDATE t SET b = w.b FROM w"))
        .containsExactly("a");
    assertThat(relations("UPDATE t SET a = 1 FROM t other WHERE other.id = t.id"))
        .containsExactly("t");
  }

  @Test
  void namesOfWithAreNoTablesWhereTheyAreSeen() {
    assertThat(
            relations(
                """
                WITH a AS (SELECT * FROM b), c AS (SELECT * FROM a)
                DELETE FROM t USING c WHERE t.id IN (SELECT id FROM s.a)
                """))
        .containsExactlyInAnyOrder("b", "s.a");
    assertThat(relations("WITH RECURSIVE a AS (SELECT 1 UNION SELECT 1 FROM a) SELECT FROM a"))
        .isEmpty();
    assertThat(relations("SELECT FROM (WITH a AS (SELECT 1) SELECT FROM a) x, a"))
        .containsExactly("a");
  }

  @Test
  void functionsAreFoundInSubqueriesToo() {
    assertThat(
            References.of(
                    SqlParser.parseStatement(
                            "DELETE FROM t WHERE a < now() AND b IN (SELECT f(c) FROM g(1))")
                        .statement())
                .functions())
        .extracting(QualifiedName::name)
        .containsExactly("now", "f", "g");
  }

  /** The stretches of a text that a batch of it is made of. */
  @Test
  void anUpdatesClausesAreFoundInItsText() {
    String text =
        "WITH w AS (SELECT 1) /* from */ UPDATE t AS x SET a = b IS DISTINCT FROM c,\n d ="
            + " substring(e FROM 2) FROM (SELECT 1) AS f, g -- where\n WHERE (h) AND i";
    Modification.Update update = (Modification.Update) SqlParser.parseStatement(text).statement();
    assertThat(parts(text, update.clauses()))
        .containsExactly(
            "UPDATE t AS x SET a = b IS DISTINCT FROM c,\n d = substring(e FROM 2) FROM (SELECT 1)"
                + " AS f, g",
            "(SELECT 1) AS f, g",
            "(h) AND i");
  }

  @Test
  void aDeleteWithoutConditionHasNone() {
    Modification.Delete delete =
        (Modification.Delete) SqlParser.parseStatement("DELETE FROM ONLY t").statement();
    assertThat(parts("DELETE FROM ONLY t", delete.clauses()))
        .containsExactly("DELETE FROM ONLY t", "", "");
  }

  private static List<String> parts(String text, Modification.Clauses clauses) {
    return List.of(
        text.substring(clauses.verb().offset(), clauses.sourcesEnd().offset()),
        text.substring(clauses.sources().offset(), clauses.sourcesEnd().offset()),
        clauses.condition().map(c -> text.substring(c.offset())).orElse(""));
  }

  private static Set<String> relations(String sql) {
    return Set.copyOf(
        References.of(SqlParser.parseStatement(sql).statement()).relations().stream()
            .map(n -> n.schema().map(s -> s + ".").orElse("") + n.name())
            .toList());
  }
}
