package dev.instar.migrator.flyway;

import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.internal.jdbc.Results;
import org.flywaydb.core.internal.sqlscript.SqlScript;

/**
 * Stands between Flyway and the {@link VersionRuns}: what Flyway calls to execute a version, and a
 * callback that hears what Flyway does around it.
 *
 * <p>An executor that throws makes Flyway enter a failed row, which is right where a version is
 * half done and somebody has to look. Where it is merely unfinished, or nothing of it was begun,
 * the executor returns, and the callback throws before Flyway can write that it succeeded: so the
 * version stays pending, and the callbacks for errors run.
 */
final class VersionExecutor implements Callback {
  /** What these events come after is in the history. */
  private static final Set<Event> RECORDED =
      Set.of(
          Event.BEFORE_EACH_MIGRATE,
          Event.AFTER_VERSIONED,
          Event.BEFORE_REPEATABLES,
          Event.AFTER_MIGRATE);

  private final VersionRuns runs;
  private final VersionResolver resolver =
      new VersionResolver(connection -> (script, c) -> execute(script, connection, c));

  private boolean heard;
  private Optional<RuntimeException> failure = Optional.empty();

  VersionExecutor(VersionRuns runs) {
    this.runs = runs;
  }

  /** Puts this in the place of Flyway's own, beside the callbacks that are there. */
  void install(FluentConfiguration configuration) {
    Callback[] others = configuration.getCallbacks();
    Callback[] callbacks = Arrays.copyOf(others, others.length + 1);
    callbacks[others.length] = this;
    configuration.callbacks(callbacks).skipDefaultResolvers(true).resolvers(resolver);
  }

  /** What ended the run, where it was a version. */
  Optional<RuntimeException> failure() {
    return failure;
  }

  private List<Results> execute(
      SqlScript script, Connection connection, Configuration configuration) {
    failure = Optional.empty();
    try {
      Version version = resolver.version(script.getResource().getRelativePath()).orElseThrow();
      runs.run(version, connection, configuration);
    } catch (VersionRuns.HalfDone e) {
      failure = Optional.of(e.told());
      throw new FlywayException(e.getMessage(), e);
    } catch (RuntimeException e) {
      failure = Optional.of(e);
      // An application's own callbacks may have taken the place of this one.
      if (!heard) {
        throw e;
      }
    }
    return List.of();
  }

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_MIGRATE
        || event == Event.AFTER_EACH_MIGRATE
        || RECORDED.contains(event);
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public void handle(Event event, Context context) {
    heard = true;
    if (event == Event.BEFORE_MIGRATE) {
      runs.forget();
    } else if (event == Event.AFTER_EACH_MIGRATE) {
      failure.ifPresent(
          e -> {
            throw new FlywayException(e.getMessage(), e);
          });
    } else {
      runs.recorded();
    }
  }

  /** Callbacks are called in the order of their names: this one before all others. */
  @Override
  public String getCallbackName() {
    return "";
  }
}
