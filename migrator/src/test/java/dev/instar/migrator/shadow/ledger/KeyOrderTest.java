package dev.instar.migrator.shadow.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.changelog.Key;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyOrderTest {
  @Test
  void numbersCompareAsNumbers() {
    ascending("smallint", "", "-10", "-9", "0", "9", "10");
    ascending("bigint", "", "-9223372036854775808", "-1", "0", "2", "9223372036854775807");
    ascending(
        "numeric(20,2)", "", "-10.00", "-9.50", "0.00", "1.00", "123456789012345678.90", "NaN");
  }

  @Test
  void textsUnderCCompareByTheirBytes() {
    ascending("text", "C", "", "A", "Z", "a", "aa", "b", "\u00E4", "\uFFFD", "\uD83D\uDE00");
    ascending("character varying(20)", "POSIX", "10", "9", "a b", "ab");
    ascending("character(3)", "C", "a  ", "ab ", "b  ");
  }

  @Test
  void blanksAtTheEndOfACharacterDoNotCount() {
    assertThat(order("character(3)", "C").compare(Key.of("a"), Key.of("a  "))).isZero();
  }

  @Test
  void uuidsBytesAndBooleans() {
    ascending(
        "uuid",
        "",
        "00000000-0000-0000-0000-00000000000a",
        "0a000000-0000-0000-0000-000000000000",
        "f0000000-0000-0000-0000-000000000000");
    ascending("bytea", "", "\\x", "\\x00", "\\x0001", "\\x01", "\\xff");
    ascending("boolean", "", "f", "t");
  }

  @Test
  void datesAndTimes() {
    ascending(
        "date",
        "",
        "-infinity",
        "4713-01-01 BC",
        "0044-03-15 BC",
        "0001-12-31 BC",
        "0001-01-01",
        "1999-12-31",
        "10000-01-01",
        "infinity");
    ascending(
        "timestamp(3) without time zone",
        "",
        "-infinity",
        "0044-03-15 12:00:00 BC",
        "0044-03-15 12:00:01 BC",
        "2026-01-01 00:00:00",
        "2026-01-01 00:00:00.05",
        "2026-01-01 00:00:00.5",
        "294276-12-31 23:59:59.999999",
        "infinity");
    ascending("time without time zone", "", "00:00:00", "00:00:00.5", "12:00:00", "24:00:00");
  }

  @Test
  void timestampsWithAZoneCompareAsInstants() {
    ascending(
        "timestamp with time zone",
        "",
        "0044-03-15 00:00:00+00 BC",
        "1890-01-01 00:00:00+00:53:28",
        "2026-10-25 02:30:00+02",
        "2026-10-25 02:10:00+01",
        "2026-10-25 02:30:00.5+01",
        "2026-10-25 00:00:00-05:30",
        "infinity");
    assertThat(
            order("timestamp with time zone", "")
                .compare(Key.of("2026-10-25 02:30:00+02"), Key.of("2026-10-24 19:00:00-05:30")))
        .isZero();
  }

  @Test
  void theFirstColumnThatDiffersDecides() {
    KeyOrder order = KeyOrder.of(List.of("integer", "text"), List.of("", "C")).orElseThrow();
    assertThat(order.compare(Key.of("2", "z"), Key.of("10", "a"))).isNegative();
    assertThat(order.compare(Key.of("2", "z"), Key.of("2", "a"))).isPositive();
    assertThatThrownBy(() -> order.compare(Key.of("2"), Key.of("2", "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatOnlyTheServerCanCompareHasNoOrder() {
    assertThat(KeyOrder.of(List.of("text"), List.of("en_US.utf8"))).isEmpty();
    assertThat(KeyOrder.of(List.of("citext"), List.of("C"))).isEmpty();
    assertThat(KeyOrder.of(List.of("mood"), List.of(""))).isEmpty();
    assertThat(KeyOrder.of(List.of("double precision"), List.of(""))).isEmpty();
    assertThat(KeyOrder.of(List.of("numeric"), List.of(""))).isEmpty();
    assertThat(KeyOrder.of(List.of("integer", "interval"), List.of("", ""))).isEmpty();
    assertThat(KeyOrder.of(List.of("integer[]"), List.of(""))).isEmpty();
  }

  private static KeyOrder order(String type, String collation) {
    return KeyOrder.of(List.of(type), List.of(collation)).orElseThrow();
  }

  private static void ascending(String type, String collation, String... texts) {
    KeyOrder order = order(type, collation);
    for (int i = 0; i < texts.length; i++) {
      for (int j = 0; j < texts.length; j++) {
        assertThat(Integer.signum(order.compare(Key.of(texts[i]), Key.of(texts[j]))))
            .as("%s against %s", texts[i], texts[j])
            .isEqualTo(Integer.compare(i, j));
      }
    }
  }
}
