package dev.instar.samples.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Dependencies run one way: modules by Maven, packages as said here. */
class DependenciesTest {
  private static final String MIGRATOR = "dev.instar.migrator.";

  /**
   * The rooms of the migrator, from the ground up, and which others each may know. Room {@code
   * postgresql.session} is the one part of {@code postgresql} that is known outside it.
   */
  private static final Map<String, Set<String>> MAY_KNOW =
      Map.ofEntries(
          Map.entry("error", Set.of()),
          Map.entry("progress", Set.of()),
          Map.entry("schema", Set.of("error")),
          Map.entry("plan", Set.of("schema", "error")),
          Map.entry("report", Set.of("plan", "schema", "error")),
          Map.entry("postgresql.session", Set.of("schema", "error")),
          Map.entry("throttle", Set.of("postgresql.session", "progress", "schema", "error")),
          Map.entry("shadow", Set.of("execute", "throttle", "progress", "plan", "schema", "error")),
          Map.entry(
              "execute",
              Set.of("postgresql.session", "throttle", "progress", "plan", "schema", "error")),
          Map.entry("journal", Set.of("execute", "postgresql.session", "plan", "schema", "error")));

  /** These may know everything below them; nothing below knows them. */
  private static final List<String> UPPER_ROOMS = List.of("flyway", "run", "postgresql");

  @Test
  void aRoomOfTheMigratorKnowsOnlyWhatIsBelowIt() {
    for (Map.Entry<String, Set<String>> room : MAY_KNOW.entrySet()) {
      for (String other : others(room)) {
        noClasses()
            .that(inRoom(room.getKey()))
            .should()
            .dependOnClassesThat(inRoom(other))
            .allowEmptyShould(true)
            .check(House.classes());
      }
    }
    noDependency("postgresql", "run");
    noDependency("postgresql", "flyway");
    noDependency("run", "flyway");
    noDependency("postgresql", "report");
  }

  @Test
  void everyRoomOfTheMigratorHasItsPlace() {
    Set<String> rooms = new TreeSet<>();
    for (String name : House.packages()) {
      if (name.startsWith(MIGRATOR)) {
        rooms.add(name.substring(MIGRATOR.length()).split("\\.")[0]);
      }
    }
    assertThat(rooms).allMatch(room -> MAY_KNOW.containsKey(room) || UPPER_ROOMS.contains(room));
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.instar.(**)").should().beFreeOfCycles().check(House.classes());
  }

  @Test
  void theCommandLineKnowsNoSql() {
    noClasses()
        .that()
        .resideInAPackage("dev.instar.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.sql..", "javax.sql..", "org.postgresql..", "org.jooq..", "org.flywaydb..")
        .check(House.classes());
  }

  @Test
  void theChangelogKnowsNeitherEngineNorMigrator() {
    unknown("dev.instar.changelog..", "dev.instar.engine..", "dev.instar.migrator..");
  }

  @Test
  void theEngineKnowsNeitherChangelogNorMigrator() {
    unknown("dev.instar.engine..", "dev.instar.changelog..", "dev.instar.migrator..");
  }

  @Test
  void theMigratorKnowsOfTheEngineOnlyItsSql() {
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage("dev.instar.migrator..")
            .should()
            .dependOnClassesThat(
                DescribedPredicate.describe(
                    "reside in the engine, but not in its sql",
                    type ->
                        type.getPackageName().startsWith("dev.instar.engine")
                            && !type.getPackageName().startsWith("dev.instar.engine.sql")));
    rule.check(House.classes());
  }

  private static Set<String> others(Map.Entry<String, Set<String>> room) {
    Set<String> others = new TreeSet<>(MAY_KNOW.keySet());
    others.addAll(UPPER_ROOMS);
    others.remove(room.getKey());
    others.removeAll(room.getValue());
    return others;
  }

  private static void noDependency(String room, String other) {
    noClasses()
        .that(inRoom(room))
        .should()
        .dependOnClassesThat(inRoom(other))
        .allowEmptyShould(true)
        .check(House.classes());
  }

  private static void unknown(String here, String... there) {
    noClasses()
        .that()
        .resideInAPackage(here)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(there)
        .check(House.classes());
  }

  /** In the room or below it, unless that has a place of its own. */
  private static DescribedPredicate<JavaClass> inRoom(String room) {
    return DescribedPredicate.describe(
        "reside in room " + room,
        type -> {
          String name = type.getPackageName();
          if (room.equals("postgresql") && within(name, "postgresql.session")) {
            return false;
          }
          return within(name, room);
        });
  }

  private static boolean within(String name, String room) {
    return name.equals(MIGRATOR + room) || name.startsWith(MIGRATOR + room + ".");
  }
}
