package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeEvent.ShapeChanged;
import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import dev.instar.changelog.TableId;
import dev.instar.changelog.postgresql.PgOutputMessage.Relation;
import dev.instar.changelog.postgresql.PgOutputMessage.RelationColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Knows the tables of a stream by the ids that its messages use, and notices when one is no longer
 * what it was when the stream first described it. Owned by the reader's thread.
 */
final class RelationTracker {
  private final Map<TableId, List<String>> keys;
  private final Map<TableId, Relation> first = new HashMap<>();
  private final Map<Integer, Optional<TrackedTable>> current = new HashMap<>();

  RelationTracker(Map<TableId, List<String>> keys) {
    this.keys = Map.copyOf(keys);
  }

  /**
   * Takes a description.
   *
   * @return the difference from the first one, if there is one and the table is ours
   * @throws ChangeStreamException (UNAVAILABLE) if the first description already lacks the key or
   *     its replica identity does not contain the key
   */
  Optional<ShapeChanged> describe(Relation relation) {
    TableId name = new TableId(relation.schema(), relation.name());
    Optional<TrackedTable> known = current.getOrDefault(relation.id(), Optional.empty());
    TableId table = known.map(TrackedTable::table).orElse(name);
    List<String> key = keys.get(table);
    if (key == null) {
      current.put(relation.id(), Optional.empty());
      return Optional.empty();
    }
    Relation before = first.putIfAbsent(table, relation);
    Optional<List<Integer>> places = places(key, relation);
    current.put(
        relation.id(),
        Optional.of(new TrackedTable(table, relation.id(), relation.columns().size(), places)));
    if (before == null) {
      requireKey(table, key, places, relation);
      return Optional.empty();
    }
    List<String> differences = RelationDifference.between(before, relation);
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(new ShapeChanged(table, String.join("; ", differences)));
  }

  /**
   * The table that a change belongs to; empty if it is not ours.
   *
   * @throws ChangeStreamException (PROTOCOL) if it was never described
   */
  Optional<TrackedTable> find(int relation) {
    Optional<TrackedTable> table = current.get(relation);
    if (table == null) {
      throw new ChangeStreamException(
          Reason.PROTOCOL,
          "a change of relation " + Integer.toUnsignedString(relation) + ", never described");
    }
    return table;
  }

  private static Optional<List<Integer>> places(List<String> key, Relation relation) {
    List<String> names = relation.columns().stream().map(RelationColumn::name).toList();
    List<Integer> places = new ArrayList<>(key.size());
    for (String column : key) {
      int place = names.indexOf(column);
      if (place < 0) {
        return Optional.empty();
      }
      places.add(place);
    }
    return Optional.of(List.copyOf(places));
  }

  private static void requireKey(
      TableId table, List<String> key, Optional<List<Integer>> places, Relation relation) {
    if (places.isEmpty()) {
      throw new ChangeStreamException(
          Reason.UNAVAILABLE,
          "table " + table + " is published without its key " + String.join(", ", key));
    }
    if (!places.get().stream().allMatch(place -> relation.columns().get(place).identity())) {
      throw new ChangeStreamException(
          Reason.UNAVAILABLE,
          "the replica identity of table "
              + table
              + " does not contain the key "
              + String.join(", ", key)
              + ", so updates and deletes do not tell it; set REPLICA IDENTITY USING INDEX or"
              + " FULL");
    }
  }
}
