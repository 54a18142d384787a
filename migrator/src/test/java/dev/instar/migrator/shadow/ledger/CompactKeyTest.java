package dev.instar.migrator.shadow.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.changelog.Key;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactKeyTest {
  @Test
  void I5_everyKeyReadsBackAsItself() {
    List<String> texts =
        List.of(
            "",
            "0",
            "-0",
            "00",
            "7",
            "-7",
            "127",
            "128",
            "-128",
            "-129",
            "65536",
            "1.0",
            "1e3",
            "999999999999999999",
            "-999999999999999999",
            "9223372036854775807",
            "-9223372036854775808",
            "18446744073709551615",
            "-",
            "0xab",
            "\\x00ff",
            " 1",
            "+1",
            "123e4567-e89b-12d3-a456-426614174000",
            "123E4567-E89B-12D3-A456-426614174000",
            "123e4567-e89b-12d3-a456_426614174000",
            "ß",
            "\uD83D\uDE00",
            "a".repeat(245),
            "a".repeat(246),
            "b".repeat(70_000),
            "infinity",
            "0044-03-15 BC");
    for (String left : texts) {
      for (String right : texts) {
        Key key = Key.of(left, right);
        byte[] bytes = CompactKey.encode(key);
        assertThat(CompactKey.decode(bytes)).isEqualTo(key);
      }
    }
  }

  @Test
  void theWorkedExampleOfTheFormat() {
    assertThat(CompactKey.encode(Key.of("7", "a"))).containsExactly(0x01, 0x07, 0x0A, 0x61);
  }
}
