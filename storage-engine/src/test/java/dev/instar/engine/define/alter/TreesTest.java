package dev.instar.engine.define.alter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.store.Store;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Trees of the store come with a rewrite and go with it: none is left that no table has. */
final class TreesTest {
  private static Set<List<Long>> trees(Store store) {
    Set<List<Long>> trees = new HashSet<>();
    store.tableNumbers().forEach(number -> trees.add(List.of(0L, number)));
    store.indexNumbers().forEach(number -> trees.add(List.of(1L, number)));
    return trees;
  }

  @Test
  void aRewriteLeavesAsManyTreesAsThereWere() throws SQLException {
    try (BundledDatabase database = BundledDatabase.builder().user("postgres").inMemory()) {
      Properties properties = new Properties();
      properties.setProperty("user", database.user());
      properties.setProperty("password", database.password());
      Store store = database.services().store();
      try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), properties);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (id integer PRIMARY KEY, a integer UNIQUE)");
        statement.execute("INSERT INTO t VALUES (1, 1), (2, 2)");
        Set<List<Long>> before = trees(store);

        statement.execute("ALTER TABLE t ALTER a TYPE bigint");
        Set<List<Long>> after = trees(store);
        assertEquals(before.size(), after.size());
        assertNotEquals(before, after);

        statement.execute("BEGIN");
        statement.execute("ALTER TABLE t ALTER a TYPE text");
        statement.execute("CREATE INDEX i ON t (a)");
        statement.execute("ROLLBACK");
        assertEquals(after, trees(store));

        statement.execute("BEGIN");
        statement.execute("SAVEPOINT s");
        statement.execute("ALTER TABLE t ALTER a TYPE text");
        statement.execute("ROLLBACK TO s");
        statement.execute("COMMIT");
        assertEquals(after, trees(store));
      }
    }
  }
}
