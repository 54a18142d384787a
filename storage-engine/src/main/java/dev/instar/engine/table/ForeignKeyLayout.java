package dev.instar.engine.table;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.function.Cast;
import dev.instar.engine.function.Casts;
import dev.instar.engine.function.SessionFunctions;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A foreign key as it is checked. Keys are values in the order of the referenced index. Immutable,
 * for any thread.
 */
final class ForeignKeyLayout {
  /** Integers of all widths have one form in indexes, and are not converted. */
  private static final List<String> INTEGERS = List.of("int2", "int4", "int8");

  private final Constraint.ForeignKey constraint;
  private final Table referencing;
  private final Table referenced;
  private final Index index;

  /** Slots of the key's columns in rows of either table. */
  private final int[] here;

  private final int[] there;
  private final DataType[] typesHere;
  private final DataType[] typesThere;

  /** Null for none. */
  private final Cast[] casts;

  private final Cast[] castsBack;

  private ForeignKeyLayout(Catalog catalog, Constraint.ForeignKey constraint) {
    this.constraint = constraint;
    referencing = catalog.get(Table.class, constraint.table());
    referenced = catalog.get(Table.class, constraint.referenced());
    index = catalog.get(Index.class, constraint.index());
    int count = constraint.columns().size();
    here = new int[count];
    there = new int[count];
    typesHere = new DataType[count];
    typesThere = new DataType[count];
    casts = new Cast[count];
    castsBack = new Cast[count];
    for (int i = 0; i < count; i++) {
      int column = index.keys().get(i).column();
      int place = constraint.referencedColumns().indexOf(column);
      there[i] = column - 1;
      here[i] = constraint.columns().get(place) - 1;
      typesThere[i] = type(catalog, referenced, there[i]);
      typesHere[i] = type(catalog, referencing, here[i]);
      casts[i] = cast(typesHere[i], typesThere[i]);
      castsBack[i] = cast(typesThere[i], typesHere[i]);
    }
  }

  private static DataType type(Catalog catalog, Table table, int slot) {
    return catalog.type(table.columns().get(slot).type()).orElseThrow();
  }

  private static Cast cast(DataType from, DataType to) {
    if (from.oid() == to.oid() || INTEGERS.containsAll(List.of(from.name(), to.name()))) {
      return null;
    }
    return Casts.explicit(from, to);
  }

  private record Known(int constraint) {}

  static ForeignKeyLayout of(StatementContext context, Constraint.ForeignKey constraint) {
    return context
        .catalog()
        .derived(
            new Known(constraint.oid()),
            ForeignKeyLayout.class,
            catalog -> new ForeignKeyLayout(catalog, constraint));
  }

  /**
   * The same foreign key as it is at this moment: until it is checked, others may have made its
   * tables and indexes anew. To be asked when they are locked.
   */
  ForeignKeyLayout now(StatementContext context) {
    return context
        .catalog()
        .find(constraint.oid())
        .filter(Constraint.ForeignKey.class::isInstance)
        .map(found -> of(context, (Constraint.ForeignKey) found))
        .orElse(this);
  }

  Constraint.ForeignKey constraint() {
    return constraint;
  }

  Table referencing() {
    return referencing;
  }

  Table referenced() {
    return referenced;
  }

  /** The unique index of what is referred to. */
  Index index() {
    return index;
  }

  int size() {
    return here.length;
  }

  /** Slots of the key in rows of the referencing table. */
  int[] slots() {
    return here;
  }

  /** What a row of the referencing table refers to, as that has it. */
  Object[] keyHere(Object[] row) {
    return pick(row, here);
  }

  /** The key of a row that may be referred to. */
  Object[] keyThere(Object[] row) {
    return pick(row, there);
  }

  private static Object[] pick(Object[] row, int[] slots) {
    Object[] key = new Object[slots.length];
    for (int i = 0; i < key.length; i++) {
      key[i] = row[slots[i]];
    }
    return key;
  }

  /**
   * A key of the referencing table as one of the referenced.
   *
   * @return null if there is no such value
   */
  Object[] convert(Object[] key, SessionFunctions session) {
    Object[] converted = key.clone();
    for (int i = 0; i < key.length; i++) {
      if (casts[i] != null) {
        converted[i] = casts[i].apply(key[i], session);
        if (typesHere[i].compare(castsBack[i].apply(converted[i], session), key[i]) != 0) {
          return null;
        }
      }
    }
    return converted;
  }

  /** A key of the referenced table as one of the referencing. */
  Object[] convertBack(Object[] key, SessionFunctions session) {
    Object[] converted = key.clone();
    for (int i = 0; i < key.length; i++) {
      converted[i] =
          castsBack[i] == null
              ? integer(typesHere[i], key[i])
              : castsBack[i].apply(key[i], session);
    }
    return converted;
  }

  /** An integer in the width of another type. */
  private static Object integer(DataType type, Object value) {
    return switch (type.name()) {
      case "int2" -> value == null ? null : (Object) ((Number) value).shortValue();
      case "int4" -> value == null ? null : (Object) ((Number) value).intValue();
      case "int8" -> value == null ? null : (Object) ((Number) value).longValue();
      default -> value;
    };
  }

  /** Whether two keys of the referencing table are the same; NULLs are. */
  boolean isSameHere(Object[] left, Object[] right) {
    return isSame(typesHere, left, right);
  }

  /** Whether two keys of the referenced table are the same. */
  boolean isSameThere(Object[] left, Object[] right) {
    return isSame(typesThere, left, right);
  }

  private static boolean isSame(DataType[] types, Object[] left, Object[] right) {
    for (int i = 0; i < types.length; i++) {
      boolean same =
          (left[i] == null || right[i] == null)
              ? (left[i] == null && right[i] == null)
              : types[i].compare(left[i], right[i]) == 0;
      if (!same) {
        return false;
      }
    }
    return true;
  }

  /** A key of the referencing table, to look it up by. */
  List<Object> lookup(Object[] key) {
    Object[] keys = new Object[key.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] =
          key[i] == null || INTEGERS.contains(typesHere[i].name())
              ? wide(key[i])
              : typesHere[i].key(key[i]);
    }
    return Arrays.asList(keys);
  }

  private static Object wide(Object value) {
    return value == null ? null : (Object) ((Number) value).longValue();
  }

  /** {@code (pid)=(5)}. */
  String textHere(StatementContext context, Object[] key) {
    return text(context, referencing, here, typesHere, constraint.columns(), key);
  }

  /** {@code (id)=(5)}. */
  String textThere(StatementContext context, Object[] key) {
    return text(context, referenced, there, typesThere, constraint.referencedColumns(), key);
  }

  /** In the order in which the constraint names its columns. */
  private static String text(
      StatementContext context,
      Table table,
      int[] slots,
      DataType[] types,
      List<Integer> columns,
      Object[] key) {
    List<String> names = new ArrayList<>();
    List<DataType> ordered = new ArrayList<>();
    Object[] values = new Object[key.length];
    for (int column : columns) {
      for (int i = 0; i < slots.length; i++) {
        if (slots[i] == column - 1) {
          values[names.size()] = key[i];
          names.add(table.column(column).name());
          ordered.add(types[i]);
        }
      }
    }
    return RowText.key(context, names, ordered, values);
  }
}
