package dev.instar.engine.function;

import dev.instar.engine.function.Function.Column;
import dev.instar.engine.function.Function.Kind;
import dev.instar.engine.function.Function.Volatility;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of functions and operators. Read once; then only read from. */
public final class Catalog {
  /** A line of {@code pg_operator}; a prefix operator has no left type. */
  public record Operator(
      int oid, String name, DataType left, DataType right, DataType result, Function function) {}

  static final Registry REGISTRY = new Registry();
  private static final Map<Integer, Function> FUNCTIONS = new LinkedHashMap<>();
  private static final Map<String, List<Function>> FUNCTIONS_BY_NAME = new HashMap<>();
  private static final Map<String, List<Operator>> OPERATORS = new LinkedHashMap<>();

  static {
    lines("functions.tsv").forEach(Catalog::addFunction);
    lines("operators.tsv").forEach(Catalog::addOperator);
  }

  private Catalog() {}

  static List<String[]> lines(String resource) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Catalog.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataType type(String name) {
    return Types.byName(name).orElseThrow(() -> new IllegalStateException("no type " + name));
  }

  private static List<DataType> types(String names) {
    return names.isEmpty()
        ? List.of()
        : Arrays.stream(names.split(" ", -1)).map(Catalog::type).toList();
  }

  private static void addFunction(String[] c) {
    Kind kind =
        switch (c[2]) {
          case "a" -> Kind.AGGREGATE;
          case "w" -> Kind.WINDOW;
          default -> Kind.FUNCTION;
        };
    Volatility volatility =
        switch (c[7]) {
          case "i" -> Volatility.IMMUTABLE;
          case "s" -> Volatility.STABLE;
          default -> Volatility.VOLATILE;
        };
    List<Column> columns = new ArrayList<>();
    for (String column : c[10].isEmpty() ? new String[0] : c[10].split(" ", -1)) {
      int colon = column.indexOf(':');
      columns.add(new Column(column.substring(0, colon), type(column.substring(colon + 1))));
    }
    String implementation = c[11];
    Implementation body =
        implementation.startsWith("session.")
            ? (a, context) ->
                context.session().call(implementation.substring("session.".length()), a)
            : REGISTRY.function(implementation);
    if (body == null && kind == Kind.FUNCTION) {
      throw new IllegalStateException("no implementation " + implementation);
    }
    Function function =
        new Function(
            Integer.parseInt(c[0]),
            c[1],
            kind,
            types(c[3]),
            type(c[4]),
            c[5].equals("t"),
            c[6].isEmpty() ? null : type(c[6]),
            volatility,
            c[8].equals("t"),
            Integer.parseInt(c[9]),
            columns,
            implementation,
            body);
    FUNCTIONS.put(function.oid(), function);
    FUNCTIONS_BY_NAME.computeIfAbsent(function.name(), n -> new ArrayList<>()).add(function);
  }

  private static void addOperator(String[] c) {
    OPERATORS
        .computeIfAbsent(c[1], n -> new ArrayList<>())
        .add(
            new Operator(
                Integer.parseInt(c[0]),
                c[1],
                c[2].isEmpty() ? null : type(c[2]),
                type(c[3]),
                type(c[4]),
                FUNCTIONS.get(Integer.parseInt(c[5]))));
  }

  /** All functions and aggregates, as the catalog shows them. */
  public static Collection<Function> functions() {
    return Collections.unmodifiableCollection(FUNCTIONS.values());
  }

  /** All operators, as the catalog shows them. */
  public static List<Operator> operators() {
    return OPERATORS.values().stream().flatMap(List::stream).toList();
  }

  static List<Function> functionsNamed(String name) {
    return FUNCTIONS_BY_NAME.getOrDefault(name, List.of());
  }

  static List<Operator> operatorsNamed(String name) {
    return OPERATORS.getOrDefault(name, List.of());
  }
}
