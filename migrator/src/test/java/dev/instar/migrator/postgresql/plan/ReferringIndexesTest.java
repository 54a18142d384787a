package dev.instar.migrator.postgresql.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.TestDatabase;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that are deleted, or get another key, are looked for in the tables that refer to them. */
class ReferringIndexesTest {
  private static TestDatabase database;

  @BeforeAll
  static void createTables() throws SQLException {
    database = TestDatabase.create();
    database.execute(
        """
        CREATE TABLE users (id int PRIMARY KEY, name text, a int, b int, UNIQUE (a, b));
        CREATE TABLE orders (id int PRIMARY KEY, user_id int REFERENCES users);
        CREATE TABLE shops (id int PRIMARY KEY, name text);
        CREATE TABLE owners (shop int REFERENCES shops ON DELETE CASCADE, since date);
        CREATE INDEX owners_shop ON owners (shop, since);
        CREATE TABLE tags (id int PRIMARY KEY);
        CREATE TABLE tagged (tag int REFERENCES tags, since date);
        CREATE INDEX tagged_some ON tagged (tag) WHERE since > '2026-01-01';
        CREATE INDEX tagged_since ON tagged (since, tag);
        CREATE TABLE pairs (b int, a int, FOREIGN KEY (a, b) REFERENCES users (a, b));
        CREATE INDEX ON pairs (b, a)
        """);
  }

  @AfterAll
  static void drop() throws SQLException {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          DELETE FROM users WHERE id > 5                | user_id of public.orders
          DELETE FROM users WHERE id = 5                | user_id of public.orders
          UPDATE users SET id = 6 WHERE id = 5          | user_id of public.orders
          UPDATE users SET name = 'x'                   |
          UPDATE users SET a = 5 WHERE id = 5           |
          DELETE FROM shops                             |
          DELETE FROM tags                              | tag of public.tagged
          DELETE FROM orders                            |
          CREATE INDEX ON orders (user_id); DELETE FROM users WHERE id = 5 |
          DROP INDEX owners_shop; DELETE FROM shops     | shop of public.owners
          """)
  void whereNoIndexLeadsThereTheWholeTableIsRead(String script, String told) {
    List<String> found =
        PostgresPlans.plan(database.sessions(), "script", script, PlanOptions.DEFAULT)
            .statements()
            .getLast()
            .findings()
            .stream()
            .filter(finding -> finding.code().equals("FK-NO-INDEX"))
            .map(Finding::message)
            .toList();

    if (told == null) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found)
          .singleElement()
          .asString()
          .startsWith("No index begins with " + told + ": for each row of ");
    }
  }
}
