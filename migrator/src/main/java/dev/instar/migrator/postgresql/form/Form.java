package dev.instar.migrator.postgresql.form;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one form of statement does on a range of major versions. Who has to wait for it follows from
 * the locks ({@link LockMode}).
 *
 * @param id stable, such as {@code add-column-volatile-default}
 * @param from the first major version for which this is so
 * @param to the last one
 * @param locks the strongest lock on the relations of each role; a role that is not there is not
 *     locked beyond ACCESS SHARE
 * @param work the heaviest of what the server has to do
 * @param autonomous whether it cannot run in a transaction
 * @param title what it is, for readers
 * @param recipe how it is done without standing in anybody's way, in a few words
 */
public record Form(
    String id,
    int from,
    int to,
    Map<Role, LockMode> locks,
    Work work,
    boolean autonomous,
    String title,
    String recipe) {
  public Form {
    Objects.requireNonNull(id, "id");
    if (from > to) {
      throw new IllegalArgumentException(id + " from " + from + " to " + to);
    }
    locks = Map.copyOf(locks);
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(recipe, "recipe");
  }

  /** The lock on the relations of a role. */
  public Optional<LockMode> lock(Role role) {
    return Optional.ofNullable(locks.get(role));
  }

  /**
   * Whether standbys replay a lock of it: they do of ACCESS EXCLUSIVE and no other, and readers
   * there wait or are cancelled.
   */
  public boolean replayedOnStandbys() {
    return locks.containsValue(LockMode.ACCESS_EXCLUSIVE);
  }

  /** Whether it is so on a major version. */
  public boolean on(int major) {
    return away(major) == 0;
  }

  /** How many major versions lie between. */
  int away(int major) {
    return Math.max(0, Math.max(from - major, major - to));
  }
}
