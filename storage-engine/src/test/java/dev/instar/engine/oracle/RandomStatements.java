package dev.instar.engine.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes a schema, rows, and statements over them; the same ones from the same seed. There is one
 * answer to each statement: where the order of rows would decide which error comes first, or which
 * of two rows is taken, only one row is touched.
 */
final class RandomStatements {
  private static final String ORDERED = "/* ordered */";
  private static final int KEYS = 12;

  /** A column, and what may be put into it. */
  private record Column(String name, String type) {}

  private final Random random;
  private final List<Column> columns = new ArrayList<>();
  private int added;
  private boolean inTransaction;

  RandomStatements(long seed) {
    random = new Random(seed);
  }

  static boolean isOrdered(String statement) {
    return statement.startsWith(ORDERED);
  }

  private String pick(String... of) {
    return of[random.nextInt(of.length)];
  }

  private boolean rarely() {
    return random.nextInt(6) == 0;
  }

  /** Parent {@code p} and child {@code c}, which share the kinds of their columns. */
  List<String> definitions() {
    String[] types = {
      "integer", "bigint", "smallint", "numeric(8,2)", "text", "varchar(6)", "boolean", "date",
      "timestamp", "double precision", "jsonb", "uuid", "char(4)", "interval", "bytea", "integer[]"
    };
    int count = 3 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      columns.add(new Column("x" + i, pick(types)));
    }
    List<String> all = new ArrayList<>();
    all.add("CREATE TABLE p (id integer PRIMARY KEY, u integer UNIQUE, %s)".formatted(body()));
    all.add(
        "CREATE TABLE c (id %s PRIMARY KEY, p integer %s REFERENCES p ON DELETE %s ON UPDATE %s, %s)"
            .formatted(
                pick("integer", "bigint"),
                pick("", "DEFAULT 3"),
                pick("CASCADE", "SET NULL", "NO ACTION", "RESTRICT", "SET DEFAULT"),
                pick("CASCADE", "SET NULL", "NO ACTION", "RESTRICT"),
                body()));
    for (int i = random.nextInt(4); i > 0; i--) {
      all.add(index());
    }
    return all;
  }

  private String body() {
    List<String> parts = new ArrayList<>();
    for (Column column : columns) {
      String part = column.name() + " " + column.type();
      boolean other = column.type().equals("text") && columns.indexOf(column) % 2 == 0;
      part += other ? " COLLATE \"en-x-icu\"" : "";
      part += rarely() ? " NOT NULL" : "";
      part += random.nextInt(3) == 0 ? " DEFAULT " + value(column) : "";
      parts.add(part);
    }
    if (random.nextBoolean()) {
      parts.add("CHECK (" + condition("") + ")");
    }
    return String.join(", ", parts);
  }

  private String index() {
    Column column = anyColumn();
    String key =
        switch (column.type()) {
          case "text", "varchar(6)" ->
              pick(column.name(), "lower(" + column.name() + ")", "length(" + column.name() + ")");
          case "integer", "bigint", "smallint" ->
              pick(column.name(), "(" + column.name() + " % 3)");
          case "jsonb" -> "(" + column.name() + " ->> 'a')";
          default -> column.name();
        };
    return "CREATE %sINDEX %s ON %s (%s%s%s)%s"
        .formatted(
            rarely() ? "UNIQUE " : "",
            "i" + added++,
            pick("p", "c"),
            key,
            pick("", " DESC", " NULLS FIRST"),
            pick("", ", id"),
            random.nextInt(3) == 0 ? " WHERE " + condition("") : "");
  }

  private Column anyColumn() {
    return columns.get(random.nextInt(columns.size()));
  }

  private String value(Column column) {
    if (rarely()) {
      return "NULL";
    }
    int n = random.nextInt(8);
    return switch (column.type()) {
      case "integer", "bigint" -> Integer.toString(n - 1);
      case "smallint" -> rarely() ? "40000" : Integer.toString(n);
      case "numeric(8,2)" -> pick(n + ".505", n + "", "-0.5", "1e3");
      case "text" -> "'" + pick("a", "B", "ab", "", "é", "a b", "%") + "'";
      case "varchar(6)", "char(4)" -> "'" + pick("a", "B", "ab ", "", "abcd", "abcdefgh") + "'";
      case "boolean" -> pick("true", "false", "'t'", "(1 = 1)");
      case "date" -> "'2024-0%d-1%d'".formatted(n % 3 + 1, n);
      case "timestamp" -> "'2024-02-1%d 0%d:30:00'".formatted(n, n);
      case "double precision" -> pick(n + ".5", "'NaN'", "'-infinity'", "0");
      case "jsonb" -> pick("'{\"a\": " + n + "}'", "'[1, 2]'", "'null'", "'\"x\"'", "'{}'");
      case "uuid" -> "'00000000-0000-0000-0000-00000000000%d'".formatted(n);
      case "interval" -> pick("'" + n + " days'", "'1 month -2 hours'", "'00:0" + n + "'");
      case "bytea" -> pick("'\\x0" + n + "'", "''", "'ab'");
      default -> pick("'{1," + n + "}'", "'{}'", "ARRAY[" + n + ", NULL]", "'{{1},{2}}'");
    };
  }

  /** An expression over a row that gives a number, a text or a truth. */
  private String scalar(String alias) {
    Column column = anyColumn();
    String name = alias + column.name();
    return switch (column.type()) {
      case "integer", "bigint", "smallint" ->
          pick(name, name + " + 1", name + " % 4", "abs(" + name + ")", "-" + name, name + " / 2");
      case "numeric(8,2)" ->
          pick(name, "round(" + name + ")", name + " * 1.5", name + " / 3", name + "::integer");
      case "text", "varchar(6)", "char(4)" ->
          pick(
              name,
              "upper(" + name + ")",
              "length(" + name + ")",
              name + " || 'x'",
              "substring(" + name + " FROM 2)",
              "coalesce(" + name + ", 'none')");
      case "boolean" -> pick(name, "NOT " + name, name + "::text");
      case "date" ->
          pick(
              name,
              name + " + 3",
              name + " + interval '1 month'",
              "extract(dow FROM " + name + ")",
              "to_char(" + name + ", 'DD Mon YYYY')");
      case "timestamp" ->
          pick(
              name,
              "date_trunc('day', " + name + ")",
              name + "::date",
              name + " - interval '90 min'");
      case "double precision" -> pick(name, name + " * 2", name + " IS NULL");
      case "jsonb" ->
          pick(
              name,
              name + " ->> 'a'",
              name + " -> 'a'",
              "jsonb_typeof(" + name + ")",
              name + " || '{\"b\": 1}'");
      case "interval" -> pick(name, name + " * 2", "justify_hours(" + name + ")");
      case "integer[]" -> pick(name, name + "[1]", "cardinality(" + name + ")", name + " || 7");
      default -> name;
    };
  }

  private String condition(String alias) {
    Column column = anyColumn();
    String name = alias + column.name();
    String literal = value(column);
    return switch (random.nextInt(7)) {
      case 0 -> name + " IS " + pick("", "NOT ") + "NULL";
      case 1 -> name + " IS DISTINCT FROM " + literal;
      case 2 -> name + " IN (" + literal + ", " + value(column) + ")";
      case 3 -> "(" + name + " = " + literal + " OR " + name + " > " + value(column) + ")";
      default -> name + " " + pick("=", "<>", "<", ">", "<=", ">=") + " " + literal;
    };
  }

  private String id() {
    return Integer.toString(random.nextInt(KEYS));
  }

  /** A statement; now and then one that opens or ends a transaction. */
  String next() {
    int kind = random.nextInt(30);
    if (kind < 12) {
      return query();
    } else if (kind < 18) {
      return insert();
    } else if (kind < 22) {
      return update();
    } else if (kind < 24) {
      return delete();
    } else if (kind < 26) {
      return change();
    }
    return transaction();
  }

  private String transaction() {
    if (!inTransaction) {
      inTransaction = true;
      return pick("BEGIN", "BEGIN ISOLATION LEVEL REPEATABLE READ");
    }
    String statement =
        pick("SAVEPOINT s", "SAVEPOINT s", "ROLLBACK TO s", "RELEASE s", "COMMIT", "ROLLBACK");
    inTransaction = !statement.equals("COMMIT") && !statement.equals("ROLLBACK");
    return statement;
  }

  private String names() {
    return columns.stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private String row() {
    return columns.stream().map(this::value).collect(Collectors.joining(", "));
  }

  private String insert() {
    String returning = random.nextBoolean() ? " RETURNING id, " + scalar("") + " AS r" : "";
    String rows =
        IntStream.rangeClosed(0, random.nextInt(2))
            .mapToObj(i -> "(%s, %s, %s)".formatted(id(), rarely() ? "NULL" : id(), row()))
            .collect(Collectors.joining(", "));
    return switch (random.nextInt(6)) {
      case 0 -> {
        String set = anyColumn().name();
        yield "INSERT INTO p (id, u, %s) VALUES (%s, %s, %s)".formatted(names(), id(), id(), row())
            + " ON CONFLICT (id) DO UPDATE SET %s = excluded.%1$s%s"
                .formatted(set, pick("", " WHERE p.u > 3"))
            + (returning.isEmpty() ? "" : " RETURNING p.id, p." + set);
      }
      case 1 ->
          "INSERT INTO p (id, u, %s) VALUES %s ON CONFLICT DO NOTHING%s"
              .formatted(names(), rows, returning);
      case 2 -> "INSERT INTO c (id, p) VALUES (%s, %s)%s".formatted(id(), id(), returning);
      case 3 ->
          "INSERT INTO c (id, p, %s) SELECT id, id, %1$s FROM p WHERE id = %s%s"
              .formatted(names(), id(), returning);
      case 4 -> "INSERT INTO c (id, p, %s) VALUES %s%s".formatted(names(), rows, returning);
      default -> "INSERT INTO p (id, u, %s) VALUES %s%s".formatted(names(), rows, returning);
    };
  }

  private String update() {
    Column column = anyColumn();
    String returning = random.nextBoolean() ? " RETURNING id, " + scalar("") + " AS r" : "";
    return switch (random.nextInt(5)) {
      case 0 -> "UPDATE p SET u = %s WHERE id = %s%s".formatted(id(), id(), returning);
      case 1 -> "UPDATE p SET id = %s WHERE id = %s%s".formatted(id(), id(), returning);
      case 2 ->
          "UPDATE c SET p = %s, %s = DEFAULT WHERE id = %s%s"
              .formatted(rarely() ? "NULL" : id(), column.name(), id(), returning);
      case 3 ->
          "UPDATE c SET %s = p.%1$s FROM p WHERE p.id = c.p AND p.id = %s"
              .formatted(column.name(), id());
      default ->
          "UPDATE %s SET %s = %s WHERE id = %s%s"
              .formatted(pick("p", "c"), column.name(), value(column), id(), returning);
    };
  }

  private String delete() {
    return switch (random.nextInt(4)) {
      case 0 -> "DELETE FROM c USING p WHERE p.id = c.p AND p.id = " + id();
      case 1 -> "DELETE FROM c WHERE " + condition("");
      case 2 -> "DELETE FROM c WHERE id = " + id() + " RETURNING *";
      default -> "DELETE FROM p WHERE id = " + id();
    };
  }

  /** Of the schema. */
  private String change() {
    Column column = anyColumn();
    return switch (random.nextInt(9)) {
      case 0 -> index();
      case 1 -> "DROP INDEX IF EXISTS i" + random.nextInt(added + 1);
      case 2 ->
          "ALTER TABLE %s ALTER %s %s NOT NULL"
              .formatted(pick("p", "c"), column.name(), pick("SET", "DROP"));
      case 3 ->
          "ALTER TABLE %s ALTER %s SET DEFAULT %s"
              .formatted(pick("p", "c"), column.name(), value(column));
      case 4 ->
          "ALTER TABLE %s ADD COLUMN y%d integer DEFAULT %s"
              .formatted(pick("p", "c"), added++, id());
      case 5 ->
          "ALTER TABLE %s ADD CONSTRAINT k%d CHECK (%s)%s"
              .formatted(pick("p", "c"), added++, condition(""), pick("", " NOT VALID"));
      case 6 -> "ALTER TABLE p ADD CONSTRAINT q%d UNIQUE (u, %s)".formatted(added++, column.name());
      case 7 -> pick("TRUNCATE c", "TRUNCATE p, c", "TRUNCATE p");
      default ->
          "ALTER TABLE %s ALTER %s TYPE text".formatted("c", "y" + random.nextInt(added + 1));
    };
  }

  private String query() {
    String where = random.nextInt(3) == 0 ? "" : " WHERE " + condition("a.");
    String table = pick("p", "c");
    return switch (random.nextInt(9)) {
      case 0 ->
          "SELECT a.id, b.id, %s AS s FROM p a %s JOIN c b ON b.p = a.id%s"
              .formatted(scalar("b."), pick("", "LEFT", "RIGHT", "FULL"), where);
      case 1 -> {
        String key = scalar("a.");
        yield "SELECT %s AS k, count(*), min(a.id), sum(a.id), array_agg(a.id ORDER BY a.id)"
                .formatted(key)
            + " FROM %s a%s GROUP BY 1%s".formatted(table, where, pick("", " HAVING count(*) > 1"));
      }
      case 2 ->
          ORDERED
              + "SELECT a.id, rank() OVER w AS r, row_number() OVER (ORDER BY a.id) AS n, count(*)"
              + " OVER w AS c, "
              + "lag(a.id) OVER (ORDER BY a.id) AS l FROM %s a%s WINDOW w AS (PARTITION BY %s ORDER BY a.id %% 3) ORDER BY 1"
                  .formatted(table, where, scalar("a."));
      case 3 ->
          "SELECT %s AS s FROM p a %s SELECT %s FROM c a%s"
              .formatted(
                  "a.id",
                  pick("UNION", "UNION ALL", "EXCEPT", "INTERSECT", "EXCEPT ALL"),
                  "a.id",
                  where);
      case 4 ->
          "SELECT a.id FROM %s a WHERE %sEXISTS (SELECT 1 FROM c b WHERE b.p = a.id AND %s)"
              .formatted(table, pick("", "NOT "), condition("b."));
      case 5 ->
          "SELECT a.id, (SELECT count(*) FROM c b WHERE b.p = a.id), a.id IN (SELECT p FROM c) AS i"
              + " FROM p a"
              + where;
      case 6 ->
          "WITH w AS (SELECT id, %s AS v FROM %s) SELECT a.v, count(a.id) FROM w a GROUP BY a.v"
              .formatted(scalar(""), table);
      case 7 ->
          ORDERED
              + "SELECT a.id, %s AS s FROM %s a%s ORDER BY 2%s, 1 LIMIT %d OFFSET %d"
                  .formatted(
                      scalar("a."),
                      table,
                      where,
                      pick("", " DESC", " NULLS FIRST"),
                      random.nextInt(6),
                      random.nextInt(3));
      default ->
          "SELECT DISTINCT %s AS s, %s AS t FROM %s a%s"
              .formatted(scalar("a."), scalar("a."), table, where);
    };
  }
}
