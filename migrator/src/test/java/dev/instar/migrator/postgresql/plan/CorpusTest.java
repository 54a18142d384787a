package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Finding.Severity;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.catalog.Assumptions;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.schema.ServerVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * No false alarm on migrations that are safe as they are written, no miss on those that are not.
 * The files say what they are by the server's documentation, not by what a plan says of them.
 */
class CorpusTest {
  private static final Map<String, TestDatabase> DATABASES = new HashMap<>();

  @AfterAll
  static void drop() throws Exception {
    for (TestDatabase database : DATABASES.values()) {
      database.close();
    }
  }

  @Test
  void safeMigrationsRaiseNoAlarm() throws Exception {
    List<CorpusFile> files = CorpusFile.all("safe");
    List<String> alarms = new ArrayList<>();
    for (CorpusFile file : files) {
      Set<String> found = found(file);
      found.removeIf(f -> !f.startsWith("!"));
      if (!found.isEmpty()) {
        alarms.add(file + ": " + String.join(" ", found));
      }
    }
    report("safe", files.size(), "false alarms", alarms.size());
    assertThat(files).allSatisfy(f -> assertThat(f.finds()).isEmpty());
    assertThat(files).hasSizeGreaterThanOrEqualTo(80);
    assertThat(alarms).isEmpty();
  }

  /** What is named is found; and no other hazard. */
  @Test
  void unsafeMigrationsAreFound() throws Exception {
    List<CorpusFile> files = CorpusFile.all("unsafe");
    List<String> wrong = new ArrayList<>();
    int misses = 0;
    for (CorpusFile file : files) {
      Set<String> found = found(file);
      Set<String> missed = new TreeSet<>(file.finds());
      missed.removeIf(
          c -> found.contains(c) || found.contains("!" + c) || found.contains("!!" + c));
      Set<String> more = new TreeSet<>(found);
      more.removeIf(
          f -> !f.startsWith("!") || f.startsWith("!!") || file.finds().contains(f.substring(1)));
      misses += missed.isEmpty() ? 0 : 1;
      if (!missed.isEmpty() || !more.isEmpty()) {
        wrong.add("%s: missed %s, not named %s, found %s".formatted(file, missed, more, found));
      }
    }
    report("unsafe", files.size(), "misses", misses);
    assertThat(files).allSatisfy(f -> assertThat(f.finds()).isNotEmpty());
    assertThat(files).hasSizeGreaterThanOrEqualTo(80);
    assertThat(wrong).isEmpty();
  }

  private static void report(String kind, int files, String wrong, int count) {
    System.out.printf("corpus: %d %s migrations, %d %s%n", files, kind, count, wrong);
  }

  /** The codes that a plan has: a hazard's after one exclamation mark, a refusal's after two. */
  private static Set<String> found(CorpusFile file) throws Exception {
    Set<String> found = new TreeSet<>();
    try {
      for (StatementPlan statement : plan(file).statements()) {
        statement.refusal().ifPresent(r -> found.add("!!" + r.code()));
        found.addAll(
            statement.findings().stream().map(CorpusTest::code).collect(Collectors.toSet()));
      }
    } catch (MigrationException e) {
      found.add("!!" + e.code() + " " + e.getMessage());
    }
    return found;
  }

  private static String code(Finding finding) {
    return finding.severity() == Severity.HAZARD ? "!" + finding.code() : finding.code();
  }

  private static Plan plan(CorpusFile file) throws Exception {
    TestDatabase database = DATABASES.get(file.schema());
    if (database == null) {
      database = TestDatabase.create();
      database.execute(CorpusFile.schema(file.schema()));
      DATABASES.put(file.schema(), database);
    }
    Assumptions assumptions =
        new Assumptions(
            Optional.of(ServerVersion.postgresql(file.server())),
            Optional.empty(),
            List.of(),
            "a test");
    return PostgresPlans.plan(
        database.sessions(), file.name(), file.script(), PlanOptions.DEFAULT, assumptions);
  }
}
