package dev.instar.engine.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import dev.instar.engine.type.Types;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every aggregate over every kind of input that it takes, compared with a real server. */
class AggregateTest {
  private static final Map<String, List<String>> INPUTS =
      Map.ofEntries(
          Map.entry("int2", List.of("{1,2,NULL,-3}", "{}", "{NULL}", "{7}", "{32767,32767}")),
          Map.entry("int4", List.of("{1,2,NULL,-3}", "{}", "{7}", "{2147483647,2147483647,5}")),
          Map.entry("int8", List.of("{1,2,NULL,-3}", "{}", "{9223372036854775807,1}", "{3,3,3}")),
          Map.entry(
              "numeric",
              List.of(
                  "{1.10,2.2,NULL,-3}", "{}", "{1}", "{NaN,1}", "{Infinity,1}", "{0.001,1e20}")),
          Map.entry(
              "float4", List.of("{1.5,2.25,NULL,-3}", "{}", "{1e38,1e38,1e38,1e38}", "{NaN,1}")),
          Map.entry(
              "float8",
              List.of("{1.5,2.25,NULL,-3,0.1}", "{}", "{2}", "{1e308,1e308}", "{Infinity,2}")),
          Map.entry("text", List.of("{b,NULL,a,\"\",c}", "{}", "{NULL}")),
          Map.entry("bool", List.of("{t,f,NULL}", "{t,NULL}", "{}", "{f}")),
          Map.entry("date", List.of("{2024-01-02,infinity,NULL}", "{}")),
          Map.entry("timestamptz", List.of("{2024-01-02 03:04+00,NULL,2020-01-01}", "{}")),
          Map.entry("interval", List.of("{1 day,2 mons,NULL,-3:00}", "{}", "{1 mon,1 day}")),
          Map.entry("uuid", List.of("{}")),
          Map.entry("jsonb", List.of("{\"{}\",NULL,1}", "{}")),
          Map.entry("json", List.of("{\"{ }\",NULL,1}", "{}")),
          Map.entry("_int4", List.of()));

  private static final List<String> AGGREGATES =
      List.of(
          "count(x)",
          "sum(x)",
          "avg(x)",
          "min(x)",
          "max(x)",
          "bool_and(x)",
          "bool_or(x)",
          "every(x)",
          "string_agg(x,',')",
          "array_agg(x)",
          "json_agg(x)",
          "jsonb_agg(x)",
          "bit_and(x)",
          "bit_or(x)",
          "bit_xor(x)",
          "stddev(x)",
          "stddev_pop(x)",
          "stddev_samp(x)",
          "variance(x)",
          "var_pop(x)",
          "var_samp(x)",
          "any_value(x)",
          "json_object_agg('k',x)",
          "jsonb_object_agg('k',x)");

  private static final SessionFunctions SESSION = () -> TextFormat.DEFAULT;

  @TestFactory
  Stream<DynamicTest> aggregates() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("preferQueryMode", "simple");
    Connection connection =
        PostgresServer.shared(PostgresVersion.V17).connect("postgres", properties);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (String aggregate : AGGREGATES) {
      INPUTS.forEach(
          (type, inputs) ->
              inputs.forEach(
                  input ->
                      tests.add(
                          DynamicTest.dynamicTest(
                              aggregate + " of " + type + input,
                              () ->
                                  assertEquals(
                                      theirs(connection, aggregate, type, input),
                                      ours(aggregate, type, input))))));
    }
    return tests.stream()
        .onClose(
            () -> {
              try {
                connection.close();
              } catch (SQLException e) {
                throw new IllegalStateException(e);
              }
            });
  }

  private static String theirs(Connection connection, String aggregate, String type, String input) {
    String query =
        "SELECT v, pg_typeof(v) FROM (SELECT %s AS v FROM unnest('%s'::%s[]) AS x) AS t"
            .formatted(aggregate, input, type);
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(2) + ": " + row.getString(1);
    } catch (SQLException e) {
      return e.getSQLState();
    }
  }

  private static String ours(String aggregate, String typeName, String input) {
    String name = aggregate.substring(0, aggregate.indexOf('('));
    DataType type = Types.byName(typeName).orElseThrow();
    boolean key = aggregate.contains("'k'");
    boolean separator = aggregate.contains("','");
    List<DataType> types =
        key
            ? List.of(Types.UNKNOWN, type)
            : separator ? List.of(type, Types.UNKNOWN) : List.of(type);
    try {
      Resolved resolved = Functions.resolve(name, types);
      CallContext context = resolved.context(SESSION, Collation.DEFAULT);
      Accumulator accumulator = resolved.accumulator(context);
      ArrayValue array =
          (ArrayValue) Types.arrayOf(type).orElseThrow().parse(input, TextFormat.DEFAULT);
      for (Object value : array.elements()) {
        Object[] row =
            key
                ? new Object[] {"k", value}
                : separator ? new Object[] {value, ","} : new Object[] {value};
        accumulator.add(resolved.arguments(row, context));
      }
      Object result = accumulator.result();
      return resolved.result().sqlName()
          + ": "
          + (result == null ? null : resolved.result().print(result, TextFormat.DEFAULT));
    } catch (SqlException e) {
      return e.state().code();
    }
  }
}
