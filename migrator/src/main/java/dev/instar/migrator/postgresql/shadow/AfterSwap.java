package dev.instar.migrator.postgresql.shadow;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.StepContext;
import dev.instar.migrator.journal.GuardedTransaction;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.postgresql.shape.ShadowNames;
import dev.instar.migrator.postgresql.shape.Swap;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.schema.Identifiers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What is left to do once the new shape is live: the stream is dropped, and the foreign keys that
 * the swap left NOT VALID are proven. Everything can be repeated.
 *
 * <p>VALIDATE CONSTRAINT takes SHARE UPDATE EXCLUSIVE, and ROW SHARE on the table referred to;
 * dropping a publication locks no table. No reader and no writer waits behind either. They are
 * waited for politely all the same: a moment, and again, and no longer than until the run is to
 * stop.
 */
final class AfterSwap {
  private static final String UNDEFINED_OBJECT = "42704";
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_SCHEMA = "3F000";

  private final StepContext context;
  private final ShadowState state;
  private final ShadowNames names;

  AfterSwap(StepContext context, ShadowState state, ShadowNames names) {
    this.context = context;
    this.state = state;
    this.names = names;
  }

  void run(Connection connection, RebuildObjects objects)
      throws SQLException, InterruptedException {
    objects.dropStream(connection);
    for (Swap.Validation validation : state.read(connection).orElseThrow().validations()) {
      validate(connection, validation);
    }
    GuardedTransaction.run(
        connection,
        context.migration(),
        context.epoch(),
        () -> {
          try (Statement drop = connection.createStatement()) {
            drop.execute("DROP SCHEMA IF EXISTS " + Identifiers.quote(names.shadow().schema()));
          }
          state.savePhase(connection, ShadowState.Phase.SWAPPED, ShadowState.Phase.FINISHED);
          return null;
        });
  }

  private void validate(Connection connection, Swap.Validation validation)
      throws SQLException, InterruptedException {
    context.progress().report(new ProgressEvent.Notice(validation.statement()));
    try {
      Politely.run(
          connection,
          context,
          List.of(new LockClaim(validation.table(), LockMode.SHARE_UPDATE_EXCLUSIVE)),
          session -> session.execute(validation.statement()));
    } catch (SQLException e) {
      switch (String.valueOf(e.getSQLState())) {
        // The application owns the table again: what it has dropped need not be proven.
        case UNDEFINED_OBJECT, UNDEFINED_TABLE, UNDEFINED_SCHEMA ->
            context.progress().report(new ProgressEvent.Notice("passed over: " + e.getMessage()));
        default -> throw failed(validation, e);
      }
    }
  }

  private MigrationException failed(Swap.Validation validation, SQLException e) {
    MigrationException translated = SqlFailures.translate("proving " + validation.constraint(), e);
    if (translated.code() != ErrorCode.DATA_CONFLICT) {
      return new MigrationException(
          translated.code(),
          translated.getMessage(),
          "The new shape of "
              + names.source()
              + " is live and complete. Put it right, then resume.",
          e);
    }
    return new MigrationException(
        ErrorCode.DATA_CONFLICT,
        translated.getMessage(),
        "The new shape of "
            + names.source()
            + " is live; the constraint holds for new rows only, as these are against it. Correct"
            + " them or drop the constraint, then resume.",
        e);
  }
}
