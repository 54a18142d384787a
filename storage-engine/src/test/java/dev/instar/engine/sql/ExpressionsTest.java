package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionsTest {

  @Test
  void functionsAreListedOnceInTheOrderWritten() {
    assertThat(functions("lower(a) || s.f(now()) || lower(b) || CURRENT_TIMESTAMP::text"))
        .containsExactly("lower", "s.f", "now", "current_timestamp");
    assertThat(functions("coalesce(a, CASE WHEN f(b) THEN g(c) ELSE h(d) END)"))
        .containsExactly("coalesce", "f", "g", "h");
    assertThat(functions("count(*) FILTER (WHERE is_open(a)) BETWEEN low() AND high()"))
        .containsExactly("count", "is_open", "low", "high");
    assertThat(functions("EXTRACT(year FROM a) = ANY (array_of(x => y()))"))
        .containsExactly("extract", "array_of", "y");
  }

  @Test
  void castsAndTypedLiteralsAreNoFunctions() {
    assertThat(functions("a::numeric(10, 2) || CAST(b AS s.t) || DATE '2026-01-01' || 'x'::text"))
        .isEmpty();
  }

  @Test
  void columnsAreListedWithWhatQualifiesThem() {
    assertThat(Expressions.columns(tree("a + t.b * f(a, c[d]) + CASE WHEN e THEN 1 END + s.t.g")))
        .extracting(Expression.ColumnReference::parts)
        .containsExactly(
            List.of("a"),
            List.of("t", "b"),
            List.of("c"),
            List.of("d"),
            List.of("e"),
            List.of("s", "t", "g"));
    assertThat(Expressions.columns(tree("interval '1 day' * 2"))).isEmpty();
  }

  @Test
  void subqueriesAreFoundWhereverTheyStand() {
    assertThat(Expressions.containsSubquery(tree("a IN (SELECT 1)"))).isTrue();
    assertThat(Expressions.containsSubquery(tree("f(1, g(ARRAY(SELECT 1)))"))).isTrue();
    assertThat(Expressions.containsSubquery(tree("NOT EXISTS (SELECT 1)"))).isTrue();
    assertThat(Expressions.containsSubquery(tree("1 + (SELECT 1)"))).isTrue();
    assertThat(Expressions.containsSubquery(tree("(1) + f((2))"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "-1",
        "- -1.5",
        "+2",
        "'x'",
        "NULL",
        "true",
        "B'01'",
        "$$x$$",
        "'1'::int",
        "-1::bigint",
        "(-1)::bigint",
        "CAST('{}' AS jsonb)",
        "DATE '2026-01-01'",
        "'{}'::text[]",
        "('x')",
        "interval '1' day",
        "numeric(5, 2) '1.5'"
      })
  void constantsAreKnown(String expression) {
    assertThat(Expressions.isConstant(tree(expression))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "now()",
        "CURRENT_DATE",
        "1 + 1",
        "f(1)",
        "f(1)::int",
        "ARRAY[1]",
        "$1",
        "(SELECT 1)",
        "NOT true",
        "~1",
        "'x' || 'y'",
        "CASE WHEN true THEN 1 END"
      })
  void otherExpressionsAreNotCalledConstant(String expression) {
    assertThat(Expressions.isConstant(tree(expression))).isFalse();
  }

  private static Expression tree(String expression) {
    return SqlParser.parseExpression(expression).tree();
  }

  private static List<String> functions(String expression) {
    return Expressions.functions(tree(expression)).stream().map(TreePrinter::print).toList();
  }
}
