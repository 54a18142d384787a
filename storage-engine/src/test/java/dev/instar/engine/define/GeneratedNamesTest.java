package dev.instar.engine.define;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.type.Utf8;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Names that fit, whatever they are made of. */
final class GeneratedNamesTest {
  @Test
  void shortPartsAreJoined() {
    assertEquals("t_pkey", GeneratedNames.name("t", Optional.empty(), "pkey"));
    assertEquals("t_a_b_key", GeneratedNames.name("t", Optional.of("a_b"), "key"));
    assertEquals("a_b", GeneratedNames.columns(List.of("a", "b")));
  }

  @Test
  void theLongerPartIsCut() {
    assertEquals(
        "t_" + "c".repeat(57) + "_key",
        GeneratedNames.name("t", Optional.of("c".repeat(80)), "key"));
    assertEquals(
        "t".repeat(29) + "_" + "c".repeat(29) + "_key",
        GeneratedNames.name("t".repeat(60), Optional.of("c".repeat(60)), "key"));
  }

  @Test
  void noCharacterIsCutInTwo() {
    String name = GeneratedNames.name("ä".repeat(40), Optional.empty(), "pkey");
    assertEquals("ä".repeat(29) + "_pkey", name);
    assertEquals(63, Utf8.length(name));
  }
}
