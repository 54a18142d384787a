package dev.instar.migrator.plan.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Foundation;
import dev.instar.migrator.plan.TestPlans;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavedPlanJsonTest {
  private static final SavedPlan SAVED =
      new SavedPlan(
          "instar 0.1.0",
          "ALTER TABLE orders\n  ADD COLUMN \"é\" int; -- ü",
          new Foundation(
              new TreeMap<>(Map.of("server", new TreeMap<>(Map.of("major version", "17"))))),
          TestPlans.plan(
              "V7",
              TestPlans.execute("1.1", "orders", "ALTER TABLE orders ADD x int", "SELECT 1")));

  private final String json = SavedPlanJson.write(SAVED);

  @Test
  void whatIsWrittenReadsBack() {
    assertThat(SavedPlanJson.read("p.json", json)).isEqualTo(SAVED);
    assertThat(SavedPlanJson.isOne(json)).isTrue();
    assertThat(json).endsWith("}\n");
  }

  @Test
  void layoutMayBeChanged() throws JsonProcessingException {
    String other = new ObjectMapper().readTree(json).toString();

    assertThat(SavedPlanJson.read("p.json", other)).isEqualTo(SAVED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ADD x int",
        "ADD COLUMN",
        "\"17\"",
        "instar 0.1.0",
        "EXPAND",
        "\"sha256\" : \"",
      })
  void whatWasAlteredIsRefused(String part) {
    assertThat(json).contains(part);
    String altered = json.replaceFirst(Pattern.quote(part), part + "y");

    assertError(altered.replace("\"17\"y", "\"18\""), ErrorCode.PLAN_STALE, "p.json was altered");
  }

  @Test
  void whatWasLeftOutIsMissed() {
    assertError(
        json.replaceFirst(",\\s+\"sha256\" : \"[0-9a-f]+\"", ""),
        ErrorCode.PLAN_STALE,
        "p.json was altered");
  }

  @Test
  void anotherFormatIsSaidToBeOne() {
    assertError(
        json.replaceFirst("\"format\" : 1", "\"format\" : 2"),
        ErrorCode.PLAN_STALE,
        "p.json is in format 2 of release instar 0.1.0; this release reads format 1");
  }

  /** Another release has steps, or says of steps, what this one would pass over. */
  @ParameterizedTest
  @CsvSource({
    "'\"kind\":\"execute\"', '\"kind\":\"conjure\"'",
    "'\"kind\":\"execute\"', '\"kind\":\"execute\",\"twice\":true'",
    "'\"phase\":\"EXPAND\"', '\"phase\":\"LATER\"'",
    "'\"precondition\":\"\",', ''",
    "'\"objects\":', '\"things\":'",
    "'{\"format\":1,', '{\"format\":2,'",
  })
  void whatThisReleaseDoesNotKnowIsNotPassedOver(String known, String other)
      throws JsonProcessingException {
    ObjectNode document = (ObjectNode) new ObjectMapper().readTree(json);
    document.remove("sha256");
    assertThat(document.toString()).contains(known);
    String foreign = document.toString().replace(known, other);
    document = (ObjectNode) new ObjectMapper().readTree(foreign);
    document.put("sha256", sha256(document.toString()));

    assertError(
        document.toString(),
        ErrorCode.PLAN_STALE,
        "p.json was made by release instar 0.1.0 in a form that this release does not have");
  }

  @Test
  void whatIsNoPlanIsNamedWithTheLine() {
    assertError("{}", ErrorCode.USAGE, "p.json is no saved plan");
    assertError("[]", ErrorCode.USAGE, "p.json is no saved plan");
    assertError("", ErrorCode.USAGE, "p.json is no saved plan");
    assertError(PlanJson.write(SAVED.plan()), ErrorCode.USAGE, "p.json is no saved plan");
    assertError("{\n \"kind\" : <<<", ErrorCode.USAGE, "p.json:2:11: this is no saved plan: ");
    assertError(json + "}", ErrorCode.USAGE, "p.json:");
    assertThat(SavedPlanJson.isOne("ALTER TABLE")).isFalse();
    assertThat(SavedPlanJson.isOne("{}")).isFalse();
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertError(String json, ErrorCode code, String message) {
    assertThatThrownBy(() -> SavedPlanJson.read("p.json", json))
        .isInstanceOfSatisfying(MigrationException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageStartingWith(message);
  }
}
