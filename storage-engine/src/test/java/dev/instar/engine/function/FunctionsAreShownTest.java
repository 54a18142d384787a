package dev.instar.engine.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every operator, and every function that is called by its name, stands in a scenario that a real
 * server answers too.
 */
class FunctionsAreShownTest {
  private static final Path SQL = Path.of("src/test/resources/dev/instar/engine/scenarios");

  /**
   * Families whose answers are the server's own matter (its statistics, its control file, its
   * backends), and what takes a type only the other tests have: tests of the system room compare
   * their shapes.
   */
  private static final Pattern OF_THE_SERVER =
      Pattern.compile(
          "pg_stat_.*|pg_control_system|pg_safe_snapshot_blocking_pids|pg_partition_ancestors"
              + "|pg_.*_actual_version|pg_logical_slot_get_changes|pg_tablespace_size"
              + "|has_sequence_privilege|pg_index_has_property|pg_database_size");

  @Test
  void eachFunctionStandsInAScenario() throws IOException {
    String scenarios = scenarios();
    Set<Integer> ofOperators = new HashSet<>();
    Catalog.operators().forEach(operator -> ofOperators.add(operator.function().oid()));
    Set<String> missing = new TreeSet<>();
    for (Function function : Catalog.functions()) {
      boolean called =
          Pattern.compile("\\b" + Pattern.quote(function.name()) + "\"?\\s*\\(")
              .matcher(scenarios)
              .find();
      if (!called
          && !ofOperators.contains(function.oid())
          && !OF_THE_SERVER.matcher(function.name()).matches()) {
        missing.add(function.name());
      }
    }
    assertEquals(Set.of(), missing);
  }

  @Test
  void eachOperatorStandsInAScenario() throws IOException {
    String scenarios = scenarios();
    Set<String> missing = new TreeSet<>();
    for (Catalog.Operator operator : Catalog.operators()) {
      if (!scenarios.contains(operator.name())) {
        missing.add(operator.name());
      }
    }
    assertEquals(Set.of(), missing);
  }

  private static String scenarios() throws IOException {
    List<String> texts = new ArrayList<>();
    for (Path root : List.of(SQL, ExpressionScenarioTest.SCENARIOS)) {
      try (Stream<Path> files = Files.walk(root)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          texts.add(Files.readString(file).toLowerCase(Locale.ROOT));
        }
      }
    }
    return String.join("\n", texts);
  }
}
