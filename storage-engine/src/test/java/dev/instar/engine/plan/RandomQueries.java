package dev.instar.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes tables with indexes, and queries over them; the same ones from the same seed. */
final class RandomQueries {
  private static final String ORDERED = "/* ordered */";
  private static final String[] COMPARISONS = {"=", "=", "=", "<", ">", "<=", ">=", "<>"};
  private static final String[] ORDERS = {"<", ">", "<=", ">="};
  private static final String[] JOINS = {"JOIN", "LEFT JOIN", "RIGHT JOIN", "JOIN"};

  private final Random random;

  RandomQueries(long seed) {
    random = new Random(seed);
  }

  static boolean isOrdered(String query) {
    return query.contains(ORDERED);
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  List<String> definitions() {
    List<String> all = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      String name = "t" + t;
      all.add(
          "CREATE TABLE %s (id integer PRIMARY KEY, a integer, b bigint, c text%s, d smallint)"
              .formatted(name, t == 1 ? " COLLATE \"en-x-icu\"" : ""));
      all.add("CREATE INDEX ON %s (%s, %s)".formatted(name, pick("a", "b", "c"), pick("d", "id")));
      all.add(
          "CREATE INDEX ON %s (%s %s)"
              .formatted(
                  name,
                  pick("a", "c", "d", "c COLLATE \"und-x-icu\""),
                  pick("", "DESC", "NULLS FIRST")));
      all.add(
          "CREATE INDEX ON %s (%s %s, %s %s, id %s)"
              .formatted(name, "a", direction(), pick("b", "d"), direction(), direction()));
      if (random.nextBoolean()) {
        all.add(
            "CREATE INDEX ON %s (%s) WHERE %s"
                .formatted(name, pick("b", "d", "lower(c)"), pick("a IS NOT NULL", "d = 3")));
      }
      int rows = 5 + random.nextInt(t == 2 ? 200 : 30);
      all.add(
          "INSERT INTO %s VALUES %s"
              .formatted(
                  name,
                  IntStream.range(0, rows)
                      .mapToObj(
                          id ->
                              "(%d, %s, %s, %s, %s)"
                                  .formatted(id, number(), number(), text(), number()))
                      .collect(Collectors.joining(", "))));
    }
    return all;
  }

  private String number() {
    return random.nextInt(6) == 0 ? "NULL" : Integer.toString(random.nextInt(12));
  }

  private String direction() {
    return pick("", "", "DESC", "NULLS FIRST", "DESC NULLS LAST");
  }

  private String text() {
    return random.nextInt(6) == 0 ? "NULL" : "'" + pick("a", "B", "b", "ab", "é", "") + "'";
  }

  private String column(String alias) {
    return alias + "." + pick("id", "a", "b", "d");
  }

  private String condition(List<String> aliases, int depth) {
    String alias = aliases.get(random.nextInt(aliases.size()));
    String other = aliases.get(random.nextInt(aliases.size()));
    return switch (random.nextInt(depth > 2 ? 11 : 17)) {
      case 0, 1 -> column(alias) + " " + pick(COMPARISONS) + " " + random.nextInt(12);
      case 2 -> column(alias) + " " + pick(COMPARISONS) + " " + column(other);
      case 3 -> alias + ".c " + pick(COMPARISONS) + " '" + pick("a", "b", "ab") + "'";
      case 4 -> column(alias) + " IS " + pick("", "NOT ") + "NULL";
      case 5 ->
          column(alias) + pick(" IN ", " NOT IN ") + "(" + number() + ", " + number() + ", 3)";
      case 6 -> column(alias) + " = ANY (ARRAY[" + number() + ", " + number() + ", 1]::int[])";
      case 7 -> "lower(" + alias + ".c) = 'b'";
      case 8 -> column(alias) + " BETWEEN " + random.nextInt(6) + " AND " + random.nextInt(12);
      case 9 ->
          "(%1$s.a, %1$s.%2$s, %1$s.id) %3$s (%4$s, %5$s, %6$s)"
              .formatted(
                  alias, pick("b", "d"), pick(ORDERS), number(), number(), random.nextInt(12));
      case 10 ->
          "(%s, %s) %s (%s, %s)"
              .formatted(column(alias), column(alias), pick(ORDERS), column(other), number());
      case 11 ->
          "(%s, %s)".formatted(column(alias), column(other))
              + pick(" IN ", " NOT IN ")
              + "(SELECT %2$s, %3$s FROM t%1$d s%4$d WHERE %5$s)"
                  .formatted(
                      random.nextInt(3),
                      column("s" + depth),
                      column("s" + depth),
                      depth,
                      condition(List.of("s" + depth), depth + 1));
      case 12 -> "NOT (" + condition(aliases, depth + 1) + ")";
      case 13 -> "(" + condition(aliases, depth + 1) + " OR " + condition(aliases, depth + 1) + ")";
      case 14 ->
          pick("", "NOT ")
              + "EXISTS (SELECT 1 FROM t%d s%d WHERE %s = %s AND %s)"
                  .formatted(
                      random.nextInt(3),
                      depth,
                      column("s" + depth),
                      column(alias),
                      condition(List.of("s" + depth), depth + 1));
      case 15 ->
          column(alias)
              + pick(" IN ", " NOT IN ", " > ANY ", " <= ALL ")
              + "(SELECT %s FROM t%d s%d WHERE %s)"
                  .formatted(
                      column("s" + depth),
                      random.nextInt(3),
                      depth,
                      condition(List.of("s" + depth, alias), depth + 1));
      default ->
          column(alias)
              + " = (SELECT %s(%s) FROM t%d s%d WHERE %s)"
                  .formatted(
                      pick("min", "max", "count"),
                      column("s" + depth),
                      random.nextInt(3),
                      depth,
                      condition(List.of("s" + depth), depth + 1));
    };
  }

  String query() {
    List<String> aliases = new ArrayList<>();
    StringBuilder from = new StringBuilder(source("x0"));
    aliases.add("x0");
    for (int i = 1; i < 3 && random.nextInt(3) > 0; i++) {
      String alias = "x" + i;
      String left = aliases.get(random.nextInt(aliases.size()));
      aliases.add(alias);
      from.append(' ').append(pick(JOINS)).append(' ').append(source(alias));
      from.append(" ON ").append(column(left)).append(" = ").append(column(alias));
      if (random.nextInt(3) == 0) {
        from.append(" AND ").append(condition(aliases, 2));
      }
    }
    String where = random.nextInt(4) == 0 ? "" : " WHERE " + condition(aliases, 0);
    where += where.isEmpty() || random.nextBoolean() ? "" : " AND " + condition(aliases, 0);
    String rest = " FROM " + from + where;
    return switch (random.nextInt(5)) {
      case 0 -> grouped(aliases, rest);
      case 1 -> "SELECT DISTINCT " + columns(aliases) + rest;
      case 2 -> ordered(aliases, rest);
      case 3 -> "SELECT count(*), min(x0.id), max(x0.b), sum(x0.a)" + rest;
      default -> "SELECT " + columns(aliases) + rest;
    };
  }

  private String source(String alias) {
    String table = "t" + random.nextInt(3);
    return random.nextInt(4) > 0
        ? table + " " + alias
        : "(SELECT id, a, %s AS b, c, d FROM %s WHERE %s) %s"
            .formatted(pick("b", "b + 1"), table, condition(List.of(table), 3), alias);
  }

  private String columns(List<String> aliases) {
    return aliases.stream()
        .map(alias -> column(alias) + ", " + alias + ".c")
        .collect(Collectors.joining(", "));
  }

  private String grouped(List<String> aliases, String rest) {
    String key = column(aliases.get(random.nextInt(aliases.size())));
    return "SELECT %s, count(*), sum(x0.a), count(DISTINCT x0.c), min(x0.c)%s GROUP BY %s%s"
        .formatted(key, rest, key, random.nextBoolean() ? " HAVING count(*) > 1" : "");
  }

  /** Ordered by all that is selected, so that there is one answer. */
  private String ordered(List<String> aliases, String rest) {
    String columns = columns(aliases);
    String order =
        IntStream.rangeClosed(1, columns.split(",", -1).length)
            .mapToObj(i -> i + pick("", " DESC", " NULLS FIRST", " DESC NULLS LAST"))
            .collect(Collectors.joining(", "));
    String limit =
        random.nextBoolean() ? " LIMIT " + random.nextInt(10) + " OFFSET " + random.nextInt(3) : "";
    return ORDERED + "SELECT " + columns + rest + " ORDER BY " + order + limit;
  }
}
