package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.QualifiedName;
import java.util.Objects;
import java.util.Set;

/**
 * An earlier statement that could not be carried out where a plan's schema was made, so that what
 * it names may be otherwise than the schema says.
 *
 * @param place where it stands, such as {@code V3__events.sql:12}
 * @param reason why, with its SQLSTATE
 * @param names what it names, as written and folded
 * @param kind what becomes of what it names
 * @param subjects the names, without schemas, of what it is about itself
 */
public record Unreplayed(
    String place, String reason, Set<QualifiedName> names, Kind kind, Set<String> subjects) {
  public Unreplayed {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(reason, "reason");
    names = Set.copyOf(names);
    Objects.requireNonNull(kind, "kind");
    subjects = Set.copyOf(subjects);
  }

  /** What a statement does to the things that it names and is not about. */
  public enum Kind {
    /** It may change them. */
    CHANGES,
    /** At most it hangs something on them, such as a trigger, a view or a foreign key. */
    HANGS_ON,
    /** As CREATE EXTENSION: it brings types and functions that it does not name. */
    BRINGS
  }
}
