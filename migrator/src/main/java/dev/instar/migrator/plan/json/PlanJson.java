package dev.instar.migrator.plan.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import java.util.function.UnaryOperator;

/**
 * A {@link Plan} as JSON and back. The names in JSON are those of the records' components; a sealed
 * type says in {@code kind} which record it is; a duration is written as ISO 8601 has it ({@code
 * PT1.5S}); what is empty is {@code null}.
 *
 * <pre>{@code
 * {"format":1,"name":"V7__orders","server":"PostgreSQL 17.5",…,
 *  "statements":[{"text":"ALTER TABLE …","strategy":"INSTANT",…,
 *    "steps":[{"id":"1.1","phase":"EXPAND","title":"…",
 *      "action":{"kind":"execute","statements":["ALTER TABLE …"]},…}]}]}
 * }</pre>
 *
 * Stateless.
 */
public final class PlanJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          // The records' maps have no order of their own; a file under version control wants one.
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          // A report adds what it derives, and is still a plan.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(StepAction.class, Kinds.OfAction.class)
          .addMixIn(Undo.class, Kinds.OfUndo.class)
          .addMixIn(Evidence.class, Kinds.OfEvidence.class)
          .build();

  private PlanJson() {}

  /** The plan as indented JSON. */
  public static String write(Plan plan) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(plan);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that cannot be written as JSON", e);
    }
  }

  /** The plan as the tree that {@link #write} prints, for reports that put it into a larger one. */
  public static JsonNode tree(Plan plan) {
    return MAPPER.valueToTree(plan);
  }

  /** The plan with each of its texts changed: SQL, names, words. */
  public static Plan map(Plan plan, UnaryOperator<String> change) {
    try {
      return MAPPER.treeToValue(changed(tree(plan), change), Plan.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that is none when its texts are changed", e);
    }
  }

  private static JsonNode changed(JsonNode node, UnaryOperator<String> change) {
    return switch (node) {
      case TextNode text -> TextNode.valueOf(change.apply(text.textValue()));
      case ArrayNode array -> {
        for (int i = 0; i < array.size(); i++) {
          array.set(i, changed(array.get(i), change));
        }
        yield array;
      }
      case ObjectNode object -> {
        object.properties().forEach(member -> member.setValue(changed(member.getValue(), change)));
        yield object;
      }
      default -> node;
    };
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws MigrationException with PLAN_STALE if it was written in another format, USAGE if it is
   *     no plan
   */
  public static Plan read(String json) {
    try {
      JsonNode tree = MAPPER.readTree(json);
      JsonNode format = tree.path("format");
      if (!format.isInt()) {
        throw noPlan("it has no \"format\"", null);
      }
      if (format.intValue() != Plan.FORMAT) {
        throw new MigrationException(
            ErrorCode.PLAN_STALE,
            "the plan is in format %d; this release reads format %d"
                .formatted(format.intValue(), Plan.FORMAT),
            "Plan again with this release, or run it with the one that made it.");
      }
      return MAPPER.treeToValue(tree, Plan.class);
    } catch (JsonProcessingException e) {
      throw noPlan(e.getOriginalMessage(), e);
    }
  }

  private static MigrationException noPlan(String why, Throwable cause) {
    return new MigrationException(
        ErrorCode.USAGE,
        "this is not a plan: " + why,
        "Make one with 'instar plan --format json'.",
        cause);
  }
}
