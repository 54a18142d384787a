package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The names that PostgreSQL gives to what was not named, so that the steps end with the same ones.
 * After makeObjectName, ChooseRelationName and ChooseIndexColumnNames in its indexcmds.c and
 * ChooseConstraintName in its pg_constraint.c.
 */
final class ObjectNames {
  /** NAMEDATALEN less the closing zero byte. */
  static final int MAX_BYTES = 63;

  private ObjectNames() {}

  /**
   * {@code table_pkey}, {@code table_columns_key}, {@code table_columns_excl}, … of a constraint.
   */
  static String constraintIndex(
      Schema schema, TableName table, List<String> columns, String label) {
    String addition = label.equals("pkey") ? "" : join(columns);
    return relation(schema, table, addition, label, true);
  }

  /** {@code table_columns_idx} of CREATE INDEX. */
  static String index(Schema schema, TableName table, List<String> columns) {
    return relation(schema, table, join(columns), "idx", false);
  }

  /** {@code table_column_seq} of serial and identity. */
  static String sequence(Schema schema, TableName table, String column) {
    return relation(schema, table, column, "seq", false);
  }

  /**
   * {@code table_columns_check}, {@code …_fkey}, {@code …_not_null}: a constraint without an index.
   *
   * @param columns the one column of a CHECK, none if it has none or several; all of a foreign key
   */
  static String constraint(Schema schema, TableName table, List<String> columns, String label) {
    return choose(
        table,
        join(columns),
        label,
        name -> schema.constraints().contains(new TableName(table.schema(), name)));
  }

  /** A name of ours beside the table, for something that does not stay. */
  static String passing(Schema schema, TableName table, String column, String label) {
    return choose(
        table,
        column,
        label,
        name -> {
          TableName full = new TableName(table.schema(), name);
          return schema.relations().contains(full) || schema.constraints().contains(full);
        });
  }

  /**
   * Names for the columns of an index, where equal ones get a number: {@code lower}, {@code
   * lower1}.
   */
  static List<String> distinct(List<String> names) {
    List<String> chosen = new ArrayList<>();
    for (String name : names) {
      String candidate = name;
      for (int i = 1; chosen.contains(candidate); i++) {
        String number = String.valueOf(i);
        candidate = clip(name, MAX_BYTES - number.length()) + number;
      }
      chosen.add(candidate);
    }
    return chosen;
  }

  private static String relation(
      Schema schema, TableName table, String addition, String label, boolean constraint) {
    return choose(
        table,
        addition,
        label,
        name -> {
          TableName full = new TableName(table.schema(), name);
          return schema.relations().contains(full)
              || (constraint && schema.constraints().contains(full));
        });
  }

  private static String choose(
      TableName table, String addition, String label, Predicate<String> taken) {
    String name = make(table.name(), addition, label);
    for (int pass = 1; taken.test(name); pass++) {
      name = make(table.name(), addition, label + pass);
    }
    return name;
  }

  /** Joined by underscores until the name is full; what is beyond 63 bytes could not matter. */
  private static String join(List<String> columns) {
    return String.join("_", columns);
  }

  /**
   * {@code first_second_label}, of at most 63 bytes: the longer of the two is shortened first.
   *
   * @param second empty where there is none
   */
  static String make(String first, String second, String label) {
    int overhead = bytes(label) + 1 + (second.isEmpty() ? 0 : 1);
    int available = MAX_BYTES - overhead;
    int firstBytes = bytes(first);
    int secondBytes = bytes(second);
    while (firstBytes + secondBytes > available) {
      if (firstBytes > secondBytes) {
        firstBytes--;
      } else {
        secondBytes--;
      }
    }
    return clip(first, firstBytes)
        + (second.isEmpty() ? "" : "_" + clip(second, secondBytes))
        + "_"
        + label;
  }

  /** The longest beginning of whole characters that has at most so many bytes in UTF-8. */
  private static String clip(String text, int maxBytes) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      int next = end + Character.charCount(codePoint);
      int width = bytes(text.substring(end, next));
      if (used + width > maxBytes) {
        break;
      }
      used += width;
      end = next;
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
