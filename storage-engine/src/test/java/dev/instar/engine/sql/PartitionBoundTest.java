package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.sql.PartitionBound.End;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionBoundTest {
  @Test
  void theEndsOfARangeAreValuesOrBeyondAll() {
    PartitionBound.Range range =
        (PartitionBound.Range)
            SqlParser.parsePartitionBound(
                "FOR VALUES FROM (DATE '2026-01-01', MINVALUE) TO (now() + '1 day', \"maxvalue\")");
    assertThat(range.from())
        .extracting(End::kind)
        .containsExactly(End.Kind.VALUE, End.Kind.MINVALUE);
    assertThat(range.from().getFirst().value().orElseThrow().text()).isEqualTo("DATE '2026-01-01'");
    assertThat(range.to()).extracting(End::kind).containsExactly(End.Kind.VALUE, End.Kind.MAXVALUE);
  }

  @Test
  void aListHasItsValuesAsWritten() {
    PartitionBound.In in =
        (PartitionBound.In) SqlParser.parsePartitionBound("FOR VALUES IN ('a', NULL, 1 + 2)");
    assertThat(in.values()).extracting(SqlFragment::text).containsExactly("'a'", "NULL", "1 + 2");
  }

  @Test
  void theOtherBoundsAreRead() {
    assertThat(SqlParser.parsePartitionBound("DEFAULT")).isEqualTo(new PartitionBound.Default());
    assertThat(SqlParser.parsePartitionBound("for values with (remainder 3, modulus 8)"))
        .isEqualTo(new PartitionBound.Hash(8, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FOR VALUES",
        "FOR VALUES IN ()",
        "FOR VALUES FROM (1)",
        "FOR VALUES WITH (modulus 99999999999, remainder 0)",
        "DEFAULT x"
      })
  void whatIsNoBoundIsMalformed(String text) {
    assertThatThrownBy(() -> SqlParser.parsePartitionBound(text))
        .isInstanceOf(SqlSyntaxException.class);
  }
}
