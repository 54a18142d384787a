package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import dev.instar.changelog.Key;
import dev.instar.changelog.TableId;
import dev.instar.changelog.postgresql.PgOutputMessage.Tuple;
import dev.instar.changelog.postgresql.PgOutputMessage.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of ours as the stream describes it now.
 *
 * @param table the name it was asked for
 * @param relation the relation's id in the stream, its OID
 * @param columns how many columns it has
 * @param key where the key's columns stand, counted from 0; empty if they are gone
 */
record TrackedTable(TableId table, int relation, int columns, Optional<List<Integer>> key) {

  /**
   * The key of a row.
   *
   * @param row the row
   * @param fallback where to look for a value that was not sent because it is stored out of line
   * @throws ChangeStreamException (UNAVAILABLE) if the key is not there, (PROTOCOL) if the row does
   *     not fit the description
   */
  Key keyOf(Tuple row, Optional<Tuple> fallback) {
    List<Integer> places =
        key.orElseThrow(() -> unavailable("no longer has the columns of its key"));
    List<String> values = new ArrayList<>(places.size());
    for (int place : places) {
      Value value = value(row, place);
      if (value == Value.Absent.UNCHANGED && fallback.isPresent()) {
        value = value(fallback.get(), place);
      }
      values.add(
          switch (value) {
            case Value.Text text -> text.text();
            case Value.Absent.NULL ->
                throw unavailable("has a null in its key; the key must be NOT NULL");
            case Value.Absent.UNCHANGED ->
                throw unavailable("has a key value that the server did not send");
          });
    }
    return new Key(values);
  }

  private Value value(Tuple row, int place) {
    if (row.values().size() != columns) {
      throw new ChangeStreamException(
          Reason.PROTOCOL,
          table + " has " + columns + " columns, a row of it " + row.values().size());
    }
    return row.values().get(place);
  }

  private ChangeStreamException unavailable(String why) {
    return new ChangeStreamException(Reason.UNAVAILABLE, "table " + table + " " + why);
  }
}
