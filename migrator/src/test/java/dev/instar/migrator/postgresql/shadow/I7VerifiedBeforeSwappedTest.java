package dev.instar.migrator.postgresql.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.changelog.Key;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.migrator.postgresql.shape.Shape;
import dev.instar.migrator.postgresql.shape.ShapeDocument;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.shadow.ledger.KeyRange;
import dev.instar.migrator.throttle.Throttle.Demand;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * I7: the verifier finds the smallest difference in any type, at any place. Each test spoils a
 * shadow that is complete and asks {@link PostgresShadowSession#compare}; with {@code =} in place
 * of a comparison of stored bytes in {@link RowComparison}, the first test misses most of its
 * cases.
 */
@Tag("bundled")
class I7VerifiedBeforeSwappedTest {
  /** A type, a value, and another that is as near to it as can be; quoted where literals are. */
  private static final String[][] VALUES = {
    {"smallint", "1", "2"},
    {"integer", "1", "2"},
    {"bigint", "9223372036854775806", "9223372036854775807"},
    {"numeric", "1.0", "1.00"},
    {"numeric(10,3)", "1.000", "1.001"},
    {"real", "'0.0'", "'-0.0'"},
    {"real", "'1'", "'1.0000001'"},
    {"double precision", "'0.0'", "'-0.0'"},
    {"double precision", "'NaN'", "'Infinity'"},
    {"double precision", "'0.1'", "'0.10000000000000002'"},
    {"boolean", "true", "false"},
    {"boolean", "false", "NULL"},
    {"text", "''", "NULL"},
    {"text", "'a'", "'a '"},
    {"text COLLATE public.blind", "'a'", "'A'"},
    {"varchar(20)", "'ä'", "U&'a\\0308'"},
    {"char(5)", "'a'", "'b'"},
    {"bytea", "'\\x00'", "'\\x01'"},
    {"bytea", "'\\x00'", "'\\x0000'"},
    {"date", "'2024-02-29'", "'2024-03-01'"},
    {"time", "'23:59:59.999999'", "'24:00:00'"},
    {"timetz", "'12:00+00'", "'13:00+01'"},
    {"timestamp", "'2024-01-01 00:00:00.000001'", "'2024-01-01 00:00:00.000002'"},
    {"timestamp", "'infinity'", "'-infinity'"},
    {"timestamptz", "'2024-01-01 00:00+00'", "'2024-01-01 00:00+01'"},
    {"interval", "'1 day'", "'24 hours'"},
    {"interval", "'1 month'", "'30 days'"},
    {"uuid", "'00000000-0000-0000-0000-000000000000'", "'00000000-0000-0000-0000-000000000001'"},
    {"json", "'{\"a\":1}'", "'{\"a\": 1}'"},
    {"jsonb", "'{\"a\":1.0}'", "'{\"a\":1.00}'"},
    {"jsonb", "'null'", "NULL"},
    {"xml", "'<a/>'", "'<a />'"},
    {"inet", "'10.0.0.1'", "'10.0.0.1/31'"},
    {"cidr", "'10.0.0.0/31'", "'10.0.0.0/32'"},
    {"macaddr", "'08:00:2b:01:02:03'", "'08:00:2b:01:02:04'"},
    {"macaddr8", "'08:00:2b:01:02:03:04:05'", "'08:00:2b:01:02:03:04:06'"},
    {"point", "'(0,0)'", "'(0,1e-9)'"},
    {"line", "'{1,2,3}'", "'{2,4,6}'"},
    {"lseg", "'[(0,0),(1,1)]'", "'[(1,1),(0,0)]'"},
    {"box", "'(1,1),(0,0)'", "'(2,0.5),(0,0)'"},
    {"path", "'((0,0),(1,1))'", "'[(0,0),(1,1)]'"},
    {"polygon", "'((0,0),(1,0),(0,1))'", "'((1,0),(0,1),(0,0))'"},
    {"circle", "'<(0,0),1>'", "'<(5,5),1>'"},
    {"bit(9)", "B'000000000'", "B'000000001'"},
    {"varbit", "B'0'", "B'00'"},
    {"tsvector", "'a:1'", "'a:1A'"},
    {"tsquery", "'a & b'", "'b & a'"},
    {"int4range", "'[1,5)'", "'[1,6)'"},
    {"int4range", "'empty'", "NULL"},
    {"numrange", "'[1.0,2)'", "'[1.00,2)'"},
    {"int4multirange", "'{[1,2),[4,5)}'", "'{[1,2),[4,6)}'"},
    {"int[]", "'{1,2}'", "'[0:1]={1,2}'"},
    {"int[]", "'{1,NULL}'", "'{1,0}'"},
    {"int[]", "'{{1,2}}'", "'{1,2}'"},
    {"text[]", "'{}'", "'{\"\"}'"},
    {"numeric[]", "'{1.0}'", "'{1.00}'"},
    {"public.mood", "'sad'", "'happy'"},
    {"public.amount", "1.0", "1.00"},
    {"public.pair", "ROW(1, NULL)", "ROW(1, '')"},
    {"public.pair", "ROW(NULL, NULL)", "NULL"},
    {"public.citext", "'Abc'", "'abc'"},
    {"public.hstore", "'a=>1'", "'a=>NULL'"},
    {"money", "'1.00'", "'1.01'"},
    {"oid", "1", "2"},
    {"regclass", "'pg_class'", "'pg_type'"},
    {"pg_lsn", "'0/1'", "'0/2'"},
    {"name", "'a'", "'b'"},
    {"\"char\"", "'a'", "'b'"},
    {"text", "repeat('x', 100000) || 'a'", "repeat('x', 100000) || 'b'"},
    {
      "bytea", "decode(repeat('00', 90000), 'hex') || '\\x01'", "decode(repeat('00', 90000), 'hex')"
    },
    {
      "jsonb",
      "jsonb_build_object('a', repeat('x', 100000))",
      "jsonb_build_object('a', repeat('x', 99999) || 'y')"
    },
  };

  /** What the bundled engine has not. */
  private static final Set<String> NOT_BUNDLED =
      Set.of(
          "text COLLATE public.blind",
          "xml",
          "cidr",
          "macaddr",
          "macaddr8",
          "point",
          "line",
          "lseg",
          "box",
          "path",
          "polygon",
          "circle",
          "bit(9)",
          "varbit",
          "tsvector",
          "tsquery",
          "int4range",
          "numrange",
          "int4multirange",
          "public.amount",
          "public.pair",
          "public.hstore",
          "money");

  private RebuildHarness harness;
  private RebuildHarness.CutOverRequest request;

  @BeforeEach
  void open() throws Exception {
    harness = new RebuildHarness(PostgresServer.shared(PostgresVersion.V17));
    request = harness.postponed();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void theSmallestDifferenceInEveryTypeIsFound() throws Exception {
    harness.sql(
        "CREATE EXTENSION hstore SCHEMA public",
        "CREATE DOMAIN public.amount AS numeric",
        "CREATE TYPE public.pair AS (a int, b text)",
        "CREATE COLLATION public.blind (provider = icu, locale = 'und-u-ks-level1', deterministic ="
            + " false)");
    assertSmallestDifferencesAreFound(VALUES);
  }

  /** The bundled engine's comparison of records is its own. */
  @Test
  void theSmallestDifferenceInEveryTypeIsFoundOnTheBundledEngine() throws Exception {
    harness.close();
    try (PostgresServer engine = PostgresServer.builder(PostgresVersion.V17).bundled().start()) {
      harness = new RebuildHarness(engine);
      request = harness.postponed();
      assertSmallestDifferencesAreFound(
          Arrays.stream(VALUES).filter(v -> !NOT_BUNDLED.contains(v[0])).toArray(String[][]::new));
      harness.close();
    }
    open();
  }

  /** One column and one row per case; row i has its case's value in column i and NULL elsewhere. */
  private void assertSmallestDifferencesAreFound(String[][] values) throws Exception {
    List<String> columns = new ArrayList<>();
    List<String> inserts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      columns.add("c" + i + " " + values[i][0]);
      inserts.add("INSERT INTO public.t (id, c" + i + ") VALUES (" + i + ", " + values[i][1] + ")");
    }
    harness.sql(
        "CREATE EXTENSION citext SCHEMA public",
        "CREATE TYPE public.mood AS ENUM ('sad', 'happy')",
        "CREATE TABLE public.t (id int PRIMARY KEY, " + String.join(", ", columns) + ")");
    harness.sql(inserts.toArray(String[]::new));
    List<String> missed = new ArrayList<>();
    try (Running rebuild = start()) {
      rebuild.awaitPostponed();
      assertThat(compare(KeyRange.ALL)).isEmpty();
      for (int i = 0; i < values.length; i++) {
        set(i, values[i][2]);
        Set<Key> found = compare(KeyRange.ALL);
        Set<Key> named = differing(i);
        if (!found.equals(Set.of(Key.of("" + i))) || !named.equals(found)) {
          missed.add(String.join(" ", values[i]) + " found " + found + " and " + named);
        }
        set(i, values[i][1]);
      }
      assertThat(missed).isEmpty();
      assertThat(compare(KeyRange.ALL)).isEmpty();
    }
  }

  /**
   * Rows too few and too many, at both ends of the line and in ranges with no row in the source.
   */
  @Test
  void missingAndSuperfluousRowsAreFoundFromOneEndToTheOther() throws Exception {
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, a int, b int)",
        "INSERT INTO public.t SELECT i, i, -i FROM generate_series(10, 1000, 10) i");
    KeyRange low = KeyRange.upTo(Key.of("10"));
    KeyRange empty = KeyRange.between(Key.of("20"), Key.of("29"));
    KeyRange high = KeyRange.above(Key.of("1000"));
    try (Running rebuild = start()) {
      rebuild.awaitPostponed();
      String shadow = shape().shadow().quoted();
      harness.sql("DELETE FROM " + shadow + " WHERE id IN (10, 500, 1000)");
      assertThat(compare(KeyRange.ALL)).isEqualTo(keys("10", "500", "1000"));
      assertThat(compare(low)).isEqualTo(keys("10"));
      harness.sql(
          "INSERT INTO " + shadow + " VALUES (10, 10, -10), (500, 500, -500), (1000, 1000, -1000)",
          "INSERT INTO " + shadow + " VALUES (-2147483649, 1, 1), (25, 1, 1), (2147483648, 1, 1)");
      assertThat(compare(low)).isEqualTo(keys("-2147483649"));
      assertThat(compare(empty)).isEqualTo(keys("25"));
      assertThat(compare(high)).isEqualTo(keys("2147483648"));
      harness.sql(
          "DELETE FROM " + shadow + " WHERE id NOT BETWEEN 10 AND 1000 OR id = 25",
          "UPDATE " + shadow + " SET a = b, b = a WHERE id = 700");
      assertThat(compare(KeyRange.ALL)).isEqualTo(keys("700"));
    }
  }

  /** A row that is spoilt while the table is copied is found, read anew, told and counted. */
  @ParameterizedTest
  @CsvSource({"spoilt", "missing", "superfluous"})
  void aSpoiltRowIsRepairedAndCountedBeforeTheSwap(String kind) throws Exception {
    harness.sql(
        "CREATE TABLE public.t (id int PRIMARY KEY, v text)",
        "INSERT INTO public.t SELECT 2 * i, 'v' || i FROM generate_series(1, 5000) i");
    String before = harness.query("SELECT md5(string_agg(t::text, ';' ORDER BY id)) FROM public.t");
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    request.request();
    try (Running rebuild = start()) {
      gates.awaitHeld(Demand.VERIFY);
      String shadow = shape().shadow().quoted();
      harness.sql(
          switch (kind) {
            case "spoilt" -> "UPDATE " + shadow + " SET v = 'x' WHERE id = 4444";
            case "missing" -> "DELETE FROM " + shadow + " WHERE id = 4444";
            default -> "INSERT INTO " + shadow + " VALUES (4445, 'x')";
          });
      gates.open(Demand.VERIFY);
      ProgressEvent.RebuildSummary summary = rebuild.finish();
      assertThat(summary.rowsDiffering()).isEqualTo(1);
      assertThat(rebuild.told(kind.equals("superfluous") ? "4445" : "4444")).isTrue();
    }
    assertThat(harness.query("SELECT md5(string_agg(t::text, ';' ORDER BY id)) FROM public.t"))
        .isEqualTo(before);
  }

  /** Keys that a careless text form would not bring back, in each kind of key. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a int, b text, PRIMARY KEY (a, b) | 7, '''\"\\,{}()' | 7, '''\"\\,{}(' | ALTER COLUMN a"
            + " TYPE bigint",
        "a text COLLATE \"en-x-icu\" PRIMARY KEY, b int | 'ß', 1 | 'ss', 1 | ALTER COLUMN b TYPE"
            + " bigint",
        "a text COLLATE \"en-x-icu\" PRIMARY KEY, b int | 'NULL', 1 | 'null', 1 | ADD COLUMN c int"
            + " DEFAULT 5",
        "a text PRIMARY KEY, b int | '', 1 | ' ', 1 | ALTER COLUMN b TYPE bigint",
        "a bytea PRIMARY KEY, b int | '\\x00ff', 1 | '\\x00', 1 | ALTER COLUMN b TYPE bigint",
        "a numeric PRIMARY KEY, b int | 1.50, 1 | 1.5000000001, 1 | ALTER COLUMN b TYPE bigint",
        "a double precision PRIMARY KEY, b int | '-0', 1 | 'NaN', 1 | ALTER COLUMN b TYPE bigint",
        "a timestamptz PRIMARY KEY, b int | '2024-01-01 00:00:00.000001+00', 1 | '2024-01-01"
            + " 00:00:00.000002+00', 1 | ALTER COLUMN b TYPE bigint",
        "a uuid PRIMARY KEY, b int | '00000000-0000-0000-0000-00000000000a', 1 |"
            + " '00000000-0000-0000-0000-00000000000b', 1 | ALTER COLUMN b TYPE bigint",
        "a int PRIMARY KEY, b int | 9, 1 | 10, 1 | ALTER COLUMN a TYPE text",
        "a text PRIMARY KEY, b int | 'A', 1 | 'B', 1 | ALTER COLUMN a TYPE public.citext",
      })
  void keysOfEveryKindAreNamedAndReadAnew(String columns, String one, String other, String action)
      throws Exception {
    harness.sql(
        "CREATE EXTENSION citext SCHEMA public",
        "CREATE TABLE public.t (" + columns + ")",
        "INSERT INTO public.t VALUES (" + one + "), (" + other + ")");
    String before = harness.query("SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM public.t");
    Gates gates = new Gates().hold(Demand.VERIFY, 0);
    harness.throttle(gates);
    request.request();
    try (Running rebuild = Running.start(harness, harness.context("t", Map.of(), action))) {
      gates.awaitHeld(Demand.VERIFY);
      Shape shape = shape();
      assertThat(compare(KeyRange.ALL)).isEmpty();
      harness.sql("DELETE FROM " + shape.shadow().quoted());
      Set<Key> found = compare(KeyRange.ALL);
      assertThat(found).hasSize(2);
      try (PostgresShadowSession session = session()) {
        assertThat(session.differing(found)).isEqualTo(found);
      }
      gates.open(Demand.VERIFY);
      assertThat(rebuild.finish().rowsDiffering()).isEqualTo(2);
    }
    assertThat(harness.query("SELECT string_agg(a::text, ' ' ORDER BY a::text) FROM public.t"))
        .isEqualTo(before);
  }

  private Running start() {
    return Running.start(harness, harness.context("t", Map.of(), "ALTER COLUMN id TYPE bigint"));
  }

  private void set(int row, String value) throws SQLException {
    harness.sql(
        "UPDATE "
            + shape().shadow().quoted()
            + " SET c"
            + row
            + " = "
            + value
            + " WHERE id = "
            + row);
  }

  private Shape shape() throws SQLException {
    return ShapeDocument.read(harness.query("SELECT document -> 'shape' FROM instar.shadow"));
  }

  private PostgresShadowSession session() throws SQLException {
    Connection connection = harness.sessions().openForScript("compare");
    return new PostgresShadowSession(connection, shape(), new ShadowState(1, "1.1"), 1, true);
  }

  private Set<Key> compare(KeyRange range) throws SQLException {
    try (PostgresShadowSession session = session()) {
      return session.compare(range).differing();
    }
  }

  private Set<Key> differing(int key) throws SQLException {
    try (PostgresShadowSession session = session()) {
      return session.differing(List.of(Key.of("" + key)));
    }
  }

  private static Set<Key> keys(String... values) {
    return Set.copyOf(Arrays.stream(values).map(Key::of).toList());
  }
}
