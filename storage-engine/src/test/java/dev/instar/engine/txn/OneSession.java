package dev.instar.engine.txn;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.lock.WaitControl;
import java.time.Duration;
import java.util.Optional;

/** A session that never waits long. */
record OneSession() implements WaitControl {
  @Override
  public Duration lockTimeout() {
    return Duration.ofSeconds(20);
  }

  @Override
  public Duration deadlockTimeout() {
    return Duration.ofSeconds(1);
  }

  @Override
  public Optional<SqlException> interruption() {
    return Optional.empty();
  }
}
