package dev.instar.migrator.plan.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Foundation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A {@link SavedPlan} as JSON and back.
 *
 * <pre>{@code
 * {"kind":"instar saved plan","format":1,"release":"0.1.0",
 *  "script":"ALTER TABLE orders ALTER COLUMN id TYPE bigint;\n",
 *  "foundation":{"objects":{"server":{"major version":"17",…},
 *    "table public.orders":{"column id":"integer #9f86d0…",…}}},
 *  "plan":{"format":1,"name":"V7__orders_bigint",…},
 *  "sha256":"5e884898da28…"}
 * }</pre>
 *
 * <p>The sha-256 is that of the document without it, as JSON without blanks and with its members in
 * their order. It tells that the file was changed by accident, or by somebody who did not think of
 * it; it is no signature: who may write the file can also make it right again. Stateless.
 */
public final class SavedPlanJson {
  private static final String KIND = "instar saved plan";
  private static final int FORMAT = 1;
  private static final String CHECKSUM = "sha256";
  private static final String AGAIN = "Make one with 'instar plan --output'.";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private SavedPlanJson() {}

  /** As indented JSON that ends in a line feed. */
  public static String write(SavedPlan saved) {
    ObjectNode document = document(saved);
    document.put(CHECKSUM, checksum(document));
    return document.toPrettyString() + "\n";
  }

  private static ObjectNode document(SavedPlan saved) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("kind", KIND).put("format", FORMAT).put("release", saved.release());
    document.put("script", saved.script());
    document.set("foundation", MAPPER.valueToTree(saved.foundation()));
    document.set("plan", PlanJson.tree(saved.plan()));
    return document;
  }

  /** Whether a text is a saved plan, of any release, perhaps a damaged one. */
  public static boolean isOne(String json) {
    try {
      return MAPPER.readTree(json).path("kind").asText().equals(KIND);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file where it is from, for errors
   * @throws MigrationException with USAGE if it is no saved plan, PLAN_STALE if it was altered or
   *     another release wrote it in another form
   */
  public static SavedPlan read(String file, String json) {
    try {
      if (!(MAPPER.readTree(json) instanceof ObjectNode document)
          || !document.path("kind").asText().equals(KIND)) {
        throw new MigrationException(ErrorCode.USAGE, file + " is no saved plan", AGAIN);
      }
      if (document.path("format").asInt() != FORMAT) {
        throw new MigrationException(
            ErrorCode.PLAN_STALE,
            "%s is in format %s of release %s; this release reads format %d"
                .formatted(
                    file,
                    document.path("format").asText(),
                    document.path("release").asText(),
                    FORMAT),
            "Plan again with this release, or run it with the one that made it.");
      }
      String written = document.path(CHECKSUM).asText();
      document.remove(CHECKSUM);
      if (!written.equals(checksum(document))) {
        throw new MigrationException(
            ErrorCode.PLAN_STALE,
            file + " was altered after it was made",
            "Plan again: a plan is run as it was shown or not at all.");
      }
      return saved(file, document);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new MigrationException(
          ErrorCode.USAGE,
          "%s:%d:%d: this is no saved plan: %s"
              .formatted(
                  file,
                  at == null ? 1 : Math.max(1, at.getLineNr()),
                  at == null ? 1 : Math.max(1, at.getColumnNr()),
                  e.getOriginalMessage().lines().findFirst().orElse("")),
          AGAIN,
          e);
    }
  }

  /** What is read must be all that was written: what another release added would be lost. */
  private static SavedPlan saved(String file, ObjectNode document) {
    String release = document.path("release").asText();
    Optional<SavedPlan> saved = Optional.empty();
    Throwable cause = null;
    try {
      saved =
          Optional.of(
              new SavedPlan(
                  release,
                  document.path("script").asText(),
                  MAPPER.treeToValue(document.path("foundation"), Foundation.class),
                  PlanJson.read(document.path("plan").toString())));
    } catch (JsonProcessingException | MigrationException e) {
      cause = e;
    }
    if (saved
        .map(SavedPlanJson::document)
        .filter(again -> again.toString().equals(document.toString()))
        .isEmpty()) {
      throw new MigrationException(
          ErrorCode.PLAN_STALE,
          "%s was made by release %s in a form that this release does not have"
              .formatted(file, release),
          "Plan again with this release, or run it with the one that made it.",
          cause);
    }
    return saved.get();
  }

  private static String checksum(JsonNode document) {
    try {
      byte[] bytes = MAPPER.writeValueAsString(document).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree that cannot be written as JSON", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
