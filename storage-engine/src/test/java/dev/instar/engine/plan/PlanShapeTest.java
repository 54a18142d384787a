package dev.instar.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Where the choice is clear, the engine reaches each table as PostgreSQL does, and expects about as
 * many rows: after ANALYZE, of data that is skewed.
 */
final class PlanShapeTest {
  private static final List<String> TABLES =
      List.of(
          "CREATE TABLE customers (id integer PRIMARY KEY, country text, vip boolean)",
          "INSERT INTO customers SELECT n, CASE WHEN n % 100 = 0 THEN 'LI' ELSE 'DE' END, n <= 5"
              + " FROM generate_series(1, 2000) n",
          // Half of all orders are of customer 1; nearly all are done.
          "CREATE TABLE orders (id integer PRIMARY KEY, customer integer, state text, total"
              + " integer)",
          "INSERT INTO orders SELECT n, CASE WHEN n % 2 = 0 THEN 1 ELSE 2 + n % 1999 END,"
              + " CASE WHEN n % 1000 = 0 THEN 'open' ELSE 'done' END, n"
              + " FROM generate_series(1, 30000) n",
          "CREATE INDEX orders_customer ON orders (customer)",
          "CREATE INDEX orders_state ON orders (state)",
          "CREATE INDEX orders_total ON orders (total)",
          "CREATE TABLE items (id integer PRIMARY KEY, order_id integer, product integer)",
          "INSERT INTO items SELECT n, 1 + n % 30000, n % 50 FROM generate_series(1, 60000) n",
          "CREATE INDEX items_order ON items (order_id)",
          "CREATE TABLE products (id integer PRIMARY KEY, name text)",
          "INSERT INTO products SELECT n, 'p' || n FROM generate_series(0, 49) n",
          "ANALYZE customers",
          "ANALYZE orders",
          "ANALYZE items",
          "CREATE TABLE lines (doc integer, line bigint, note text, PRIMARY KEY (doc, line))",
          "INSERT INTO lines SELECT 1 + n / 10, n % 10, 'n' FROM generate_series(0, 29999) n",
          "ANALYZE products",
          "ANALYZE lines");

  /** Each table is read as a whole, or through an index, on both. */
  private static final List<String> SHAPES =
      List.of(
          "SELECT * FROM orders WHERE state = 'open'",
          "SELECT * FROM orders WHERE state = 'done'",
          "SELECT * FROM orders WHERE customer = 1",
          "SELECT * FROM orders WHERE customer = 77",
          "SELECT * FROM orders WHERE total < 100",
          "SELECT * FROM orders WHERE total > 100",
          "SELECT * FROM orders WHERE total BETWEEN 1000 AND 1050",
          "SELECT * FROM orders WHERE id IN (1, 2, 3)",
          "SELECT * FROM orders o JOIN items i ON i.order_id = o.id WHERE o.state = 'open'",
          "SELECT * FROM orders o JOIN items i ON i.order_id = o.id WHERE o.state = 'done'",
          "SELECT * FROM items i JOIN orders o ON i.order_id = o.id JOIN customers c"
              + " ON c.id = o.customer WHERE o.total = 5",
          "SELECT * FROM customers c JOIN orders o ON o.customer = c.id WHERE c.id = 77",
          "SELECT * FROM products p JOIN items i ON i.product = p.id",
          "SELECT * FROM orders WHERE id IN (SELECT unnest(ARRAY[5, 6, 7]))",
          "SELECT * FROM orders WHERE id IN (SELECT k::int FROM unnest(ARRAY['5', '6']) k)",
          "SELECT * FROM orders WHERE customer IN (SELECT id FROM customers WHERE id = 77)",
          "SELECT * FROM orders WHERE customer IN (SELECT id FROM customers)",
          "SELECT * FROM items WHERE order_id IN (SELECT id FROM orders WHERE state = 'open')",
          "SELECT * FROM items WHERE order_id IN (SELECT id FROM orders WHERE state = 'done')",
          "SELECT * FROM lines WHERE (line, doc) IN (SELECT n, n FROM generate_series(1, 9) n)",
          "UPDATE orders SET total = 0 WHERE id IN (SELECT unnest(ARRAY[5, 6, 7]))",
          "DELETE FROM lines WHERE (doc, line) IN (SELECT 5, unnest(ARRAY[6, 7]))",
          "SELECT * FROM lines WHERE (doc, line) > (5, 3) AND (doc, line) <= (9, 2)",
          "SELECT * FROM lines WHERE (doc, line) > (2990, 3)",
          "SELECT * FROM lines WHERE (doc, line) > (200, 3) ORDER BY doc, line LIMIT 5",
          "SELECT * FROM lines WHERE (doc, note) < (4, 'n')",
          "SELECT * FROM orders WHERE (total, state) <= (7, 'open')",
          "UPDATE orders SET total = 0 WHERE (id = 5) OR (id = 7) OR (id = 100)",
          "UPDATE lines SET note = '' WHERE (doc = 5 AND line = 2) OR (doc = 7 AND line = 1)",
          "SELECT * FROM orders WHERE customer = 77 OR total = 5",
          "SELECT * FROM orders WHERE customer = 77 OR state = 'done'",
          "SELECT * FROM orders WHERE customer = 77 OR id + 1 = 5",
          "SELECT * FROM unnest(ARRAY[5, 6, 7]) k JOIN items i ON i.order_id = k",
          "SELECT * FROM (VALUES (1), (2)) v (k) JOIN items i ON i.order_id = v.k",
          "SELECT * FROM (SELECT k::int AS id FROM unnest(ARRAY['5', '6']) k) w"
              + " JOIN orders o ON o.id = w.id",
          "SELECT * FROM (SELECT id, customer AS c FROM orders WHERE id IN"
              + " (SELECT unnest(ARRAY[5, 6]))) w JOIN (SELECT id AS i, order_id AS o FROM items) t"
              + " ON t.o = w.id WHERE w.id <> t.i",
          "SELECT * FROM (SELECT id, customer AS c FROM orders WHERE id IN"
              + " (SELECT unnest(ARRAY[5, 6]))) w LEFT JOIN (SELECT id AS i, order_id AS o"
              + " FROM items) t ON t.o = w.id",
          "SELECT * FROM (SELECT id FROM orders WHERE state = 'done') w"
              + " JOIN (SELECT order_id AS o FROM items) t ON t.o = w.id");

  /** The number of rows that is expected is at most this many times too large or too small. */
  private static final double TOLERANCE = 2;

  private static final List<String> ESTIMATES =
      List.of(
          "SELECT * FROM orders WHERE state = 'open'",
          "SELECT * FROM orders WHERE state <> 'done'",
          "SELECT * FROM orders WHERE customer = 1",
          "SELECT * FROM orders WHERE customer = 77",
          "SELECT * FROM orders WHERE customer IN (1, 77)",
          "SELECT * FROM orders WHERE total < 3000",
          "SELECT * FROM orders WHERE total >= 29000",
          "SELECT * FROM orders WHERE total BETWEEN 1000 AND 1999",
          "SELECT * FROM orders WHERE total BETWEEN 1000 AND 1999 AND state = 'done'",
          "SELECT * FROM customers WHERE country = 'LI'",
          "SELECT * FROM customers WHERE vip",
          "SELECT * FROM customers WHERE country IS NULL",
          "SELECT * FROM items i JOIN orders o ON i.order_id = o.id",
          "SELECT * FROM items i JOIN products p ON i.product = p.id",
          "SELECT * FROM customers c JOIN orders o ON o.customer = c.id");

  private static final Pattern SCAN =
      Pattern.compile(
          "(?<!Bitmap )(Seq Scan|Index Scan|Index Only Scan|Bitmap Heap Scan)(?: using \\S+)? on"
              + " (\\S+)");
  private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

  @Test
  void tablesAreReachedAndCountedAsPostgresDoes() throws SQLException {
    try (SharedDatabase real = PostgresServer.shared(PostgresVersion.V17).createDatabase();
        BundledDatabase bundled = BundledDatabase.builder().inMemory();
        Connection postgres = real.connect();
        Connection engine = connect(bundled)) {
      for (String sql : TABLES) {
        run(postgres, sql);
        run(engine, sql);
      }
      SoftAssertions softly = new SoftAssertions();
      for (String sql : SHAPES) {
        softly.assertThat(shape(engine, sql)).as(sql).isEqualTo(shape(postgres, sql));
      }
      for (String sql : ESTIMATES) {
        double expected = rows(postgres, sql);
        softly
            .assertThat(rows(engine, sql))
            .as(sql)
            .isBetween(expected / TOLERANCE, expected * TOLERANCE);
      }
      softly.assertAll();
    }
  }

  @Test
  void aPreparedPlanIsMadeAnewWhenTheTableHasGrownTenfold() throws SQLException {
    try (BundledDatabase bundled = BundledDatabase.builder().inMemory();
        Connection engine = connect(bundled)) {
      run(engine, "CREATE TABLE small (id integer, a integer)");
      run(engine, "CREATE INDEX small_a ON small (a)");
      run(engine, "INSERT INTO small SELECT n, 1 FROM generate_series(1, 100) n");
      run(engine, "ANALYZE small");
      run(engine, "PREPARE p AS SELECT * FROM small WHERE a = 1");
      assertThat(shape(engine, "EXECUTE p")).isEqualTo(Map.of("small", "all"));
      run(engine, "DELETE FROM small");
      run(engine, "INSERT INTO small SELECT n, n FROM generate_series(1, 30000) n");
      run(engine, "ANALYZE small");
      assertThat(shape(engine, "EXECUTE p")).isEqualTo(Map.of("small", "index"));
      try (PreparedStatement count =
          engine.prepareStatement("SELECT count(*) FROM small WHERE a = ?")) {
        count.setInt(1, 7);
        for (int i = 0; i < 10; i++) {
          try (ResultSet result = count.executeQuery()) {
            assertThat(result.next()).isTrue();
            assertThat(result.getInt(1)).isEqualTo(1);
          }
        }
      }
    }
  }

  private static Connection connect(BundledDatabase database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> explain(Connection connection, String sql) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("EXPLAIN " + sql)) {
      while (result.next()) {
        lines.add(result.getString(1));
      }
    }
    return lines;
  }

  private static Map<String, String> shape(Connection connection, String sql) throws SQLException {
    Map<String, String> shape = new TreeMap<>();
    for (String line : explain(connection, sql)) {
      Matcher matcher = SCAN.matcher(line);
      if (matcher.find()) {
        shape.put(matcher.group(2), matcher.group(1).equals("Seq Scan") ? "all" : "index");
      }
    }
    return shape;
  }

  private static double rows(Connection connection, String sql) throws SQLException {
    Matcher matcher = ROWS.matcher(explain(connection, sql).getFirst());
    assertThat(matcher.find()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }
}
