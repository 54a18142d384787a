package dev.instar.migrator.postgresql.shadow;

import dev.instar.changelog.Key;
import dev.instar.migrator.shadow.ledger.KeyRange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Binds keys to the parameters of {@link ShadowSql}'s statements. */
@FunctionalInterface
interface Binder {
  /** Binds from {@code first} on; returns the next parameter's number. */
  int bind(PreparedStatement statement, int first) throws SQLException;

  Binder NOTHING = (statement, first) -> first;

  default Binder then(Binder next) {
    return (statement, first) -> next.bind(statement, bind(statement, first));
  }

  /** The lower bound, then the upper, as far as there are any. */
  static Binder range(KeyRange range) {
    return (statement, first) -> {
      int next = first;
      if (range.lower().isPresent()) {
        next = bind(statement, next, range.lower().get());
      }
      if (range.upper().isPresent()) {
        next = bind(statement, next, range.upper().get());
      }
      return next;
    };
  }

  /** One array per key column. */
  static Binder keys(Collection<Key> keys, int columns) {
    return (statement, first) -> {
      for (int column = 0; column < columns; column++) {
        String[] values = new String[keys.size()];
        int row = 0;
        for (Key key : keys) {
          values[row++] = key.values().get(column);
        }
        statement.setArray(first + column, statement.getConnection().createArrayOf("text", values));
      }
      return first + columns;
    };
  }

  private static int bind(PreparedStatement statement, int first, Key key) throws SQLException {
    int next = first;
    for (String value : key.values()) {
      statement.setString(next++, value);
    }
    return next;
  }
}
