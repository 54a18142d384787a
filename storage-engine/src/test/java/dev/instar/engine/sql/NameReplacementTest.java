package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Qualified names of {@code s.t} and {@code s."T'"} become {@code x."y""z"}; nothing else does. */
class NameReplacementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELECT * FROM s.t | SELECT * FROM \"x\".\"y\"\"z\"",
        "SELECT S . T FROM t | SELECT \"x\".\"y\"\"z\" FROM t",
        "s.t.id = a.s.t | \"x\".\"y\"\"z\".id = a.s.t",
        "s.\"T'\" + \"s\".t | \"x\".\"y\"\"z\" + \"x\".\"y\"\"z\"",
        "SELECT 1 -- s.t | SELECT 1 -- s.t",
        "s /* s.t */ . t | \"x\".\"y\"\"z\"",
        "nextval('s.t'::regclass) | nextval('\"x\".\"y\"\"z\"'::regclass)",
        "nextval('s.\"T''\"') | nextval('\"x\".\"y\"\"z\"')",
        "'see s.t', 't' | 'see s.t', 't'",
        "$$s.t$$ | '\"x\".\"y\"\"z\"'",
        "s.tt, ss.t, s, t, .5 | s.tt, ss.t, s, t, .5",
        "(s).t | (s).t",
        "`` | ``",
      })
  void namesAreReplacedWhereTheyStand(String text, String expected) {
    assertThat(SqlParser.renamed(text, NameReplacementTest::other)).isEqualTo(expected);
  }

  private static Optional<QualifiedName> other(QualifiedName name) {
    return name.equals(QualifiedName.of("s", "t")) || name.equals(QualifiedName.of("s", "T'"))
        ? Optional.of(QualifiedName.of("x", "y\"z"))
        : Optional.empty();
  }
}
