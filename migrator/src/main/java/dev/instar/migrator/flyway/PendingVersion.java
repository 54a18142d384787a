package dev.instar.migrator.flyway;

import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Plan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What {@code migrate} would do with one migration of a folder. Without plan and failure it is
 * Flyway's to run, such as one in Java.
 *
 * @param script as Flyway's history will name it
 * @param file where it is on this machine
 * @param version empty for a repeatable migration
 * @param description as Flyway's history will have it
 * @param type such as {@code SQL}
 * @param plan what Instar will do
 * @param failure why there is no plan
 * @param notes what the plan takes for granted, and what {@code migrate} will wait for
 */
public record PendingVersion(
    String script,
    String file,
    Optional<String> version,
    String description,
    String type,
    Optional<Plan> plan,
    Optional<MigrationException> failure,
    List<String> notes) {
  public PendingVersion {
    Objects.requireNonNull(script, "script");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(type, "type");
    notes = List.copyOf(notes);
    if (plan.isPresent() && failure.isPresent()) {
      throw new IllegalArgumentException("a plan, or why there is none");
    }
  }

  /** The same with its plan changed, where it has one. */
  public PendingVersion map(UnaryOperator<Plan> change) {
    return new PendingVersion(
        script, file, version, description, type, plan.map(change), failure, notes);
  }

  /** Whether Instar would not carry it out. */
  public boolean refused() {
    return failure.isPresent()
        || plan.stream()
            .flatMap(p -> p.statements().stream())
            .anyMatch(s -> s.refusal().isPresent());
  }
}
