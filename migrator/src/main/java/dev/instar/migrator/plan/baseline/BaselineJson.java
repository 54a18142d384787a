package dev.instar.migrator.plan.baseline;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.List;

/**
 * A {@link Baseline} as JSON and back: sorted, each member in a line of its own, so that a change
 * of one finding is a change of its lines.
 *
 * <pre>{@code
 * {
 *   "format" : 1,
 *   "findings" : [ {
 *     "file" : "V7__orders",
 *     "code" : "RENAME-BREAKS",
 *     "statement" : "9b1a0c2f44d7e6a3",
 *     "message" : "Whoever still uses column public.orders.note fails …"
 *   } ]
 * }
 * }</pre>
 *
 * Stateless.
 */
public final class BaselineJson {
  private static final int FORMAT = 1;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
          .build();

  private record Document(int format, List<KnownFinding> findings) {}

  private BaselineJson() {}

  /** As text that ends in a line feed; the same findings always give the same text. */
  public static String write(Baseline baseline) {
    try {
      Document document = new Document(FORMAT, List.copyOf(baseline.known()));
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a baseline that cannot be written as JSON", e);
    }
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param file where it is from, for errors
   * @throws MigrationException with USAGE, file, line and column if it is no baseline, or one of a
   *     later format
   */
  public static Baseline read(String file, String json) {
    Document document;
    try {
      document = MAPPER.readValue(json, Document.class);
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      throw new MigrationException(
          ErrorCode.USAGE,
          "%s:%d:%d: this is no baseline: %s"
              .formatted(
                  file,
                  at == null ? 1 : Math.max(1, at.getLineNr()),
                  at == null ? 1 : Math.max(1, at.getColumnNr()),
                  why(e)),
          "Correct it there; or delete it, and 'instar plan --write-baseline' makes a new one.",
          e);
    }
    if (document.format() != FORMAT) {
      throw new MigrationException(
          ErrorCode.USAGE,
          "%s is a baseline in format %d; this release reads format %d"
              .formatted(file, document.format(), FORMAT),
          "Use the release that wrote it.");
    }
    return new Baseline(document.findings());
  }

  /** Without what concerns nobody but the library. */
  private static String why(JsonProcessingException e) {
    return e.getOriginalMessage().lines().findFirst().orElse("").replaceFirst("; `.*$", "");
  }
}
