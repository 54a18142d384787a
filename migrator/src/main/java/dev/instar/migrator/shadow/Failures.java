package dev.instar.migrator.shadow;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.util.concurrent.atomic.AtomicReference;

/** The first failure of any thread of a pipeline ends them all. Thread-safe. */
final class Failures {
  private final AtomicReference<RuntimeException> first = new AtomicReference<>();

  void add(RuntimeException failure) {
    if (!first.compareAndSet(null, failure)) {
      RuntimeException earlier = first.get();
      if (earlier != failure) {
        earlier.addSuppressed(failure);
      }
    }
  }

  boolean any() {
    return first.get() != null;
  }

  /** Throws the first failure, as one that a user can act on. */
  void check() {
    RuntimeException failure = first.get();
    if (failure == null) {
      return;
    }
    if (failure instanceof ChangeStreamException broken) {
      throw translated(broken);
    }
    throw failure;
  }

  static MigrationException translated(ChangeStreamException broken) {
    return switch (broken.reason()) {
      case DISCONNECTED ->
          new MigrationException(
              ErrorCode.CONNECTION_LOST,
              "the change stream broke: " + broken.getMessage(),
              "The source is untouched. Resume when the server answers again.",
              broken);
      case SLOT_BUSY ->
          new MigrationException(
              ErrorCode.RUNNER_ACTIVE,
              broken.getMessage(),
              "Another process reads this migration's slot. Stop it, then resume.",
              broken);
      case SLOT_LOST, POSITION_LOST ->
          new MigrationException(
              ErrorCode.SLOT_LOST,
              broken.getMessage(),
              "Changes are lost to the shadow, so it cannot be brought up to date; the source is"
                  + " untouched. Run `instar abort`, then start again.",
              broken);
      case UNAVAILABLE ->
          new MigrationException(
              ErrorCode.REPLICATION_SLOTS,
              broken.getMessage(),
              "The source is untouched. Mend what the message names, then resume.",
              broken);
      case PROTOCOL ->
          new MigrationException(
              ErrorCode.INTERNAL,
              broken.getMessage(),
              "The source is untouched. Please report this.",
              broken);
    };
  }
}
