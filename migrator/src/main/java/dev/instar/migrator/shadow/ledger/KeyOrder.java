package dev.instar.migrator.shadow.ledger;

import dev.instar.changelog.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Compares keys exactly as the server orders them, column by column. Two keys compare as 0 only if
 * they are equal. Thread-safe.
 */
@FunctionalInterface
public interface KeyOrder extends Comparator<Key> {
  /**
   * The order of keys with these columns, or empty if one of them cannot be compared on the client:
   * a linguistic collation, an enum, a float, an interval, {@code citext}, {@code numeric} without
   * a scale (where 1.0 and 1.00 are one value), a type unknown here.
   *
   * @param columnTypes the columns' types as {@code format_type} prints them, domains resolved to
   *     what they are made of
   * @param collations the columns' collations by name, {@code default} resolved to the database's;
   *     anything for types without one. Comparing by code point presumes a server encoding whose
   *     byte order that is: UTF8, LATIN1 or SQL_ASCII with ASCII data
   */
  static Optional<KeyOrder> of(List<String> columnTypes, List<String> collations) {
    if (columnTypes.isEmpty() || columnTypes.size() != collations.size()) {
      throw new IllegalArgumentException(
          columnTypes.size() + " key columns, " + collations.size() + " collations");
    }
    List<Comparator<String>> columns = new ArrayList<>();
    for (int i = 0; i < columnTypes.size(); i++) {
      Optional<Comparator<String>> column = ColumnOrders.of(columnTypes.get(i), collations.get(i));
      if (column.isEmpty()) {
        return Optional.empty();
      }
      columns.add(column.get());
    }
    List<Comparator<String>> orders = List.copyOf(columns);
    return Optional.of((left, right) -> compare(orders, left.values(), right.values()));
  }

  private static int compare(
      List<Comparator<String>> orders, List<String> left, List<String> right) {
    if (left.size() != orders.size() || right.size() != orders.size()) {
      throw new IllegalArgumentException(
          "keys of " + orders.size() + " columns expected: " + left + ", " + right);
    }
    for (int i = 0; i < orders.size(); i++) {
      int result = orders.get(i).compare(left.get(i), right.get(i));
      if (result != 0) {
        return result;
      }
    }
    return 0;
  }
}
