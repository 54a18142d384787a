package dev.instar.migrator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FoundationTest {
  private static final Foundation THEN =
      foundation(
          Map.of(
              "server",
              Map.of("major version", "17"),
              "table public.orders",
              Map.of("column id", "integer #1", "column n", "text #1", "index a", "#1", "it", "#1"),
              "table public.customers",
              Map.of()));

  @Test
  void whatIsTheSameHasNoDifferenceAndOneFingerprint() {
    Foundation now = new Foundation(THEN.objects());

    assertThat(THEN.differences(now, Map.of())).isEmpty();
    assertThat(now.fingerprint()).isEqualTo(THEN.fingerprint()).hasSize(64);
  }

  @Test
  void everyDifferenceNamesItsObject() {
    Foundation now =
        foundation(
            Map.of(
                "server",
                Map.of("major version", "18"),
                "table public.orders",
                Map.of(
                    "column id",
                    "bigint #2",
                    "column n",
                    "text #2",
                    "index a",
                    "#2",
                    "it",
                    "#2",
                    "view public.v",
                    "there"),
                "table public.lines",
                Map.of()));

    assertThat(THEN.differences(now, Map.of()))
        .containsExactly(
            "server: major version was 17, is 18",
            "table public.customers is gone",
            "table public.lines is new",
            "table public.orders: column id was integer, is bigint",
            "table public.orders: column n has changed",
            "table public.orders: index a has changed",
            "table public.orders: view public.v is new: there");
    assertThat(now.differences(THEN, Map.of()))
        .contains("table public.orders: view public.v is gone, was there");
    assertThat(THEN.differences(now, Map.of("table public.customers", "public.clients")))
        .contains("table public.customers is called public.clients now");
    assertThat(now.fingerprint()).isNotEqualTo(THEN.fingerprint());
  }

  @Test
  void whatNoPartTellsIsToldOfTheWhole() {
    Foundation one = foundation(Map.of("table a", Map.of("it", "#1")));
    Foundation other = foundation(Map.of("table a", Map.of("it", "#2")));

    assertThat(one.differences(other, Map.of())).containsExactly("table a has changed");
  }

  @Test
  void anotherTableOfTheSameNameIsNotCompared() {
    Foundation one = foundation(Map.of("table a", Map.of("oid", "1", "column b", "int #1")));
    Foundation other = foundation(Map.of("table a", Map.of("oid", "2")));

    assertThat(one.differences(other, Map.of()))
        .containsExactly("table a is another one: made anew, or of another database");
  }

  @Test
  void whatMovesFromOneObjectToTheNextChangesTheFingerprint() {
    assertThat(
            List.of(
                    foundation(Map.of("a", Map.of("b", "c"), "d", Map.of())),
                    foundation(Map.of("a", Map.of(), "d", Map.of("b", "c"))),
                    foundation(Map.of("a", Map.of("b", "c", "d", ""))))
                .stream()
                .map(Foundation::fingerprint)
                .distinct())
        .hasSize(3);
  }

  private static Foundation foundation(Map<String, Map<String, String>> objects) {
    TreeMap<String, SortedMap<String, String>> sorted = new TreeMap<>();
    objects.forEach((object, parts) -> sorted.put(object, new TreeMap<>(parts)));
    return new Foundation(sorted);
  }
}
