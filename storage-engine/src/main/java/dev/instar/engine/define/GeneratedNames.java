package dev.instar.engine.define;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names for what is made without one: {@code t_pkey}, {@code t_a_b_key}, {@code t_a_fkey}, {@code
 * t_a_check}, {@code t_a_seq}, {@code t_a_idx}; numbered when they are taken. As PostgreSQL's
 * {@code makeObjectName} and {@code ChooseRelationName}, because scripts know them.
 */
public final class GeneratedNames {
  /** Bytes of a name: NAMEDATALEN without the final zero. */
  public static final int MAX_BYTES = 63;

  private GeneratedNames() {}

  /**
   * A name that no relation of the schema has.
   *
   * @param table what the name begins with
   * @param columns what follows, where anything does
   * @param label what it ends with
   * @param forConstraint whether no constraint of the schema may have it either
   */
  public static String relation(
      StatementContext context,
      int schema,
      String table,
      Optional<String> columns,
      String label,
      boolean forConstraint) {
    Catalog catalog = context.catalog();
    Set<String> constraints = forConstraint ? constraintNames(catalog, schema) : Set.of();
    for (int pass = 0; ; pass++) {
      String name = name(table, columns, label + (pass == 0 ? "" : pass));
      if (catalog.relation(schema, name).isEmpty() && !constraints.contains(name)) {
        return name;
      }
    }
  }

  /** A name that none of some others is. */
  public static String numbered(String name, List<String> taken) {
    String numbered = name;
    for (int i = 1; taken.contains(numbered); i++) {
      numbered = name + i;
    }
    return numbered;
  }

  /** A name that no constraint of the schema has. */
  public static String constraint(
      StatementContext context, int schema, String table, Optional<String> columns, String label) {
    Set<String> taken = constraintNames(context.catalog(), schema);
    for (int pass = 0; ; pass++) {
      String name = name(table, columns, label + (pass == 0 ? "" : pass));
      if (!taken.contains(name)) {
        return name;
      }
    }
  }

  private static Set<String> constraintNames(Catalog catalog, int schema) {
    Set<String> names = new HashSet<>();
    for (Constraint constraint : catalog.all(Constraint.class)) {
      boolean there =
          catalog
              .find(constraint.table())
              .filter(table -> table instanceof Relation relation && relation.schema() == schema)
              .isPresent();
      if (there) {
        names.add(constraint.name());
      }
    }
    return names;
  }

  /** {@code table[_columns]_label}, with the longer of the first two cut until it fits. */
  static String name(String table, Optional<String> columns, String label) {
    int overhead = 1 + bytes(label) + (columns.isPresent() ? 1 : 0);
    int room = MAX_BYTES - overhead;
    int first = bytes(table);
    int second = columns.map(GeneratedNames::bytes).orElse(0);
    while (first + second > room) {
      if (first > second) {
        first--;
      } else {
        second--;
      }
    }
    String middle = columns.isPresent() ? "_" + clip(columns.get(), second) : "";
    return clip(table, first) + middle + "_" + label;
  }

  /** The columns' part of a name: {@code a_b}. */
  public static String columns(List<String> names) {
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      joined.append(joined.isEmpty() ? "" : "_").append(name);
      if (bytes(joined.toString()) > MAX_BYTES) {
        break;
      }
    }
    return joined.toString();
  }

  private static int bytes(String text) {
    return Utf8.encode(text).length;
  }

  /** As many whole characters as fit. */
  private static String clip(String text, int bytes) {
    byte[] all = text.getBytes(StandardCharsets.UTF_8);
    if (all.length <= bytes) {
      return text;
    }
    int end = bytes;
    while (end > 0 && (all[end] & 0xC0) == 0x80) {
      end--;
    }
    return new String(Arrays.copyOf(all, end), StandardCharsets.UTF_8);
  }
}
