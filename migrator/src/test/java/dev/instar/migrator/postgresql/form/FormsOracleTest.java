package dev.instar.migrator.postgresql.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.sql.SqlParser;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every row of the table of forms is what real servers do: each example is run, the locks are those
 * that {@code pg_locks} has, and the work is what became of the relations' files and scans.
 */
class FormsOracleTest {
  @TestFactory
  List<DynamicTest> onPostgresql17() throws SQLException {
    return on(PostgresVersion.V17);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> onPostgresql14() throws SQLException {
    return on(PostgresVersion.V14);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> onPostgresql15() throws SQLException {
    return on(PostgresVersion.V15);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> onPostgresql16() throws SQLException {
    return on(PostgresVersion.V16);
  }

  @TestFactory
  @Tag("wide")
  List<DynamicTest> onPostgresql18() throws SQLException {
    return on(PostgresVersion.V18);
  }

  @Test
  void everyRowHasAnExample() {
    Set<String> shown = new HashSet<>();
    for (Example example : Example.all()) {
      assertThat(Forms.all()).as("%s", example).anyMatch(f -> f.id().equals(example.form()));
      shown.add(example.form());
    }
    assertThat(Forms.all()).allMatch(form -> shown.contains(form.id()));
  }

  @Test
  void rowsOfAFormCoverEachVersionOnce() {
    for (Form form : Forms.all()) {
      for (int major = form.from(); major <= form.to(); major++) {
        int version = major;
        assertThat(Forms.all())
            .filteredOn(f -> f.id().equals(form.id()) && f.on(version))
            .containsExactly(form);
      }
    }
  }

  @Test
  void theParserReadsEveryExample() {
    for (Example example : Example.all()) {
      assertThat(SqlParser.outlineScript(example.given() + ";" + example.sql())).isNotEmpty();
    }
  }

  private static List<DynamicTest> on(PostgresVersion version) throws SQLException {
    FormsBench bench = new FormsBench(PostgresServer.shared(version));
    List<DynamicTest> tests = new ArrayList<>();
    for (Example example : Example.all()) {
      example
          .on(version.major())
          .ifPresent(
              form ->
                  tests.add(
                      DynamicTest.dynamicTest(
                          example + " (" + version + ")", () -> check(bench, example, form))));
    }
    tests.add(DynamicTest.dynamicTest("the database is dropped", bench::close));
    return tests;
  }

  private static void check(FormsBench bench, Example example, Form form) throws Exception {
    bench.prepare(example.given(), form.autonomous());
    if (form.autonomous()) {
      compare(example, form, Onlooker.watch(bench, example));
      return;
    }
    try (Connection connection = bench.connect()) {
      connection.setAutoCommit(false);
      if (example.fails().isPresent()) {
        assertThatThrownBy(() -> TestDatabase.execute(connection, example.sql()))
            .isInstanceOfSatisfying(
                SQLException.class,
                e -> assertThat(e.getSQLState()).isEqualTo(example.fails().get()));
      } else {
        compare(example, form, Seen.of(connection, example.sql()));
      }
      connection.rollback();
    }
  }

  private static void compare(Example example, Form form, Seen seen) {
    SortedMap<TableName, LockMode> stated = new TreeMap<>();
    example
        .roles()
        .forEach(
            (role, names) ->
                form.lock(role).ifPresent(mode -> names.forEach(n -> stated.put(n, mode))));
    assertThat(seen.locks(stated)).as("locks of %s", example).isEqualTo(stated);
    assertThat(seen.work()).as("work of %s", example).isEqualTo(form.work());
  }
}
