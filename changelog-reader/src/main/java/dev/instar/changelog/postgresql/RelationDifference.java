package dev.instar.changelog.postgresql;

import dev.instar.changelog.postgresql.PgOutputMessage.Relation;
import dev.instar.changelog.postgresql.PgOutputMessage.RelationColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in words how two descriptions of a table differ. */
final class RelationDifference {
  private RelationDifference() {}

  /** One clause per difference; empty if there is none. */
  static List<String> between(Relation before, Relation after) {
    List<String> differences = new ArrayList<>();
    if (before.id() != after.id()) {
      differences.add("another table has taken its name");
    }
    if (!before.schema().equals(after.schema()) || !before.name().equals(after.name())) {
      differences.add("it is now called " + after.schema() + "." + after.name());
    }
    if (before.identity() != after.identity()) {
      differences.add(
          "replica identity was " + lower(before.identity()) + ", is " + lower(after.identity()));
    }
    List<String> namesBefore = names(before);
    List<String> namesAfter = names(after);
    for (RelationColumn column : before.columns()) {
      int place = namesAfter.indexOf(column.name());
      if (place < 0) {
        differences.add("column " + column.name() + " is gone");
      } else {
        compare(column, after.columns().get(place), differences);
      }
    }
    for (String name : namesAfter) {
      if (!namesBefore.contains(name)) {
        differences.add("column " + name + " is new");
      }
    }
    if (differences.isEmpty() && !namesBefore.equals(namesAfter)) {
      differences.add(
          "columns were "
              + String.join(", ", namesBefore)
              + ", are "
              + String.join(", ", namesAfter));
    }
    return differences;
  }

  private static void compare(RelationColumn before, RelationColumn after, List<String> out) {
    String column = "column " + before.name();
    if (before.typeOid() != after.typeOid()) {
      out.add(
          column
              + " had type "
              + Integer.toUnsignedString(before.typeOid())
              + ", has type "
              + Integer.toUnsignedString(after.typeOid()));
    } else if (before.typeModifier() != after.typeModifier()) {
      out.add(
          column
              + " had type modifier "
              + before.typeModifier()
              + ", has type modifier "
              + after.typeModifier());
    }
    if (before.identity() != after.identity()) {
      out.add(column + (after.identity() ? " joined" : " left") + " the replica identity");
    }
  }

  private static List<String> names(Relation relation) {
    return relation.columns().stream().map(RelationColumn::name).toList();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
