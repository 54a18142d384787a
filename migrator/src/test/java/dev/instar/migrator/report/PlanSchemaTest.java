package dev.instar.migrator.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema says what plans in JSON are: all of it, and nothing else. */
class PlanSchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Schema SCHEMA =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(PlanSchema.text());

  private final JsonNode definitions = read(PlanSchema.text()).path("$defs");

  static Stream<Golden> reports() {
    return Golden.all("json", new JsonReport());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reports")
  void everyPlanInJsonIsValid(Golden golden) {
    assertThat(SCHEMA.validate(read(golden.check()))).isEmpty();
  }

  @Test
  void whatIsNoPlanIsNotValid() {
    ObjectNode plan = (ObjectNode) read(new JsonReport().render(SamplePlans.shadow()));
    ObjectNode statement = (ObjectNode) plan.path("statements").path(0);
    statement.put("strategy", "HOPE");
    assertThat(SCHEMA.validate(plan)).hasSize(1);
    statement.put("strategy", "INSTANT");
    assertThat(SCHEMA.validate(plan)).isEmpty();
    ((ObjectNode) statement.path("steps").path(0).path("action")).put("kind", "pray");
    assertThat(SCHEMA.validate(plan)).isNotEmpty();
    assertThat(SCHEMA.validate(MAPPER.createObjectNode())).isNotEmpty();
  }

  @Test
  void theSchemaIsOfTheFormatThatIsWritten() {
    JsonNode schema = read(PlanSchema.text());
    assertThat(schema.path("properties").path("format").path("const").intValue())
        .isEqualTo(Plan.FORMAT);
    assertThat(schema.path("$id").textValue()).isEqualTo("urn:instar:plan:" + Plan.FORMAT);
  }

  @Test
  void everyComponentOfARecordIsAMemberThatIsRequired() {
    isDescribed(read(PlanSchema.text()), Plan.class);
    isDescribed(definitions.path("statement"), StatementPlan.class);
    isDescribed(definitions.path("effect"), Effect.class, "blocks");
    isDescribed(definitions.path("step"), Step.class, "blocks");
    isDescribed(definitions.path("finding"), Finding.class);
    isDescribed(definitions.path("place"), Place.class);
    isDescribed(definitions.path("refusal"), StatementPlan.Refusal.class);
    isDescribed(definitions.path("locks").path("items"), LockClaim.class);
    isDescribed(definitions.path("blocks"), Blocks.class);
    isDescribed(definitions.path("estimate"), Estimate.class);
    isDescribed(definitions.path("relation"), TableName.class);
  }

  @Test
  void everyKindOfActionUndoAndEvidenceIsThere() {
    areDescribed(definitions.path("action"), StepAction.class);
    areDescribed(definitions.path("undo"), Undo.class);
    areDescribed(definitions.path("evidence"), Evidence.class);
  }

  @Test
  void everyConstantIsThere() {
    JsonNode statement = definitions.path("statement").path("properties");
    isDescribed(statement.path("strategy"), Strategy.values());
    JsonNode step = definitions.path("step").path("properties");
    isDescribed(step.path("phase"), Phase.values());
    isDescribed(definitions.path("work"), Work.values());
    JsonNode finding = definitions.path("finding").path("properties");
    isDescribed(finding.path("severity"), Finding.Severity.values());
    JsonNode lock = definitions.path("locks").path("items").path("properties");
    isDescribed(lock.path("mode"), LockMode.values());
  }

  private static void isDescribed(JsonNode definition, Class<?> record, String... derived) {
    Set<String> members = new TreeSet<>(Arrays.asList(derived));
    for (RecordComponent component : record.getRecordComponents()) {
      members.add(component.getName());
    }
    assertThat(names(definition.path("properties"))).as(record.getName()).isEqualTo(members);
    assertThat(texts(definition.path("required"))).as(record.getName()).isEqualTo(members);
  }

  /** The names in {@code kind} are made of those of the records. */
  private static void areDescribed(JsonNode definition, Class<?> sealed) {
    Map<String, JsonNode> kinds = new TreeMap<>();
    for (JsonNode kind : definition.path("oneOf")) {
      kinds.put(kind.path("properties").path("kind").path("const").textValue(), kind);
    }
    Set<String> expected = new TreeSet<>();
    for (Class<?> record : sealed.getPermittedSubclasses()) {
      String kind =
          record.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      expected.add(kind);
      assertThat(kinds).containsKey(kind);
      isDescribed(kinds.get(kind), record, "kind");
    }
    assertThat(kinds.keySet()).isEqualTo(expected);
  }

  private static void isDescribed(JsonNode definition, Enum<?>... constants) {
    Set<String> names = new TreeSet<>();
    for (Enum<?> constant : constants) {
      names.add(constant.name());
    }
    assertThat(texts(definition.path("enum"))).isEqualTo(names);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(element -> texts.add(element.textValue()));
    return texts;
  }

  private static JsonNode read(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
