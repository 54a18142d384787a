package dev.instar.engine.session;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.txn.IsolationLevel;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * The settings that the engine reads, read: made once for each change of any, so that no statement
 * parses text. Immutable.
 */
record SessionValues(
    Duration lockTimeout,
    Duration deadlockTimeout,
    Duration statementTimeout,
    Duration transactionTimeout,
    Duration idleInTransactionTimeout,
    Duration idleSessionTimeout,
    CommitWait commitWait,
    String defaultIsolation,
    boolean defaultReadOnly,
    boolean defaultDeferrable,
    List<String> searchPath,
    ZoneId timeZone,
    String fieldOrder,
    int floatDigits,
    boolean byteaHex,
    boolean forceCustomPlan,
    int noticeLevel) {

  /** Whether a literal that was read with these settings would be read the same with others. */
  boolean meansTheSame(SessionValues other) {
    return timeZone.equals(other.timeZone) && fieldOrder.equals(other.fieldOrder);
  }

  private static final Set<SqlState> WARNINGS =
      Set.of(SqlState.WARNING, SqlState.NO_ACTIVE_SQL_TRANSACTION, SqlState.ACTIVE_SQL_TRANSACTION);

  static SessionValues of(Settings settings) {
    return new SessionValues(
        millis(settings, "lock_timeout"),
        millis(settings, "deadlock_timeout"),
        millis(settings, "statement_timeout"),
        millis(settings, "transaction_timeout"),
        millis(settings, "idle_in_transaction_session_timeout"),
        millis(settings, "idle_session_timeout"),
        CommitWait.of(settings.kept("synchronous_commit")),
        settings.kept("default_transaction_isolation"),
        settings.kept("default_transaction_read_only").equals("on"),
        settings.kept("default_transaction_deferrable").equals("on"),
        SearchPath.names(settings.kept("search_path")),
        SettingRules.zone(settings.kept("timezone")),
        SettingRules.fieldOrder(settings.kept("datestyle")),
        Integer.parseInt(settings.kept("extra_float_digits")),
        settings.kept("bytea_output").equals("hex"),
        settings.kept("plan_cache_mode").equals("force_custom_plan"),
        noticeLevel(settings.kept("client_min_messages")));
  }

  /** Whether a notice is among what the client wants to be told. */
  boolean tells(SqlException notice) {
    if (notice.field(SqlException.Field.SEVERITY).isPresent()) {
      return noticeLevel < 0;
    }
    return noticeLevel <= 0 || (noticeLevel == 1 && WARNINGS.contains(notice.state()));
  }

  private static Duration millis(Settings settings, String name) {
    return Duration.ofMillis(Long.parseLong(settings.kept(name)));
  }

  /** READ UNCOMMITTED is READ COMMITTED. */
  static IsolationLevel isolation(String text) {
    return switch (text) {
      case "serializable" -> IsolationLevel.SERIALIZABLE;
      case "repeatable read" -> IsolationLevel.REPEATABLE_READ;
      default -> IsolationLevel.READ_COMMITTED;
    };
  }

  /**
   * What a client is told: -1 for everything, 0 for notices and warnings, 1 for warnings, 2 for
   * errors only.
   */
  private static int noticeLevel(String text) {
    return switch (text) {
      case "error" -> 2;
      case "warning" -> 1;
      case "debug1", "debug2", "debug3", "debug4", "debug5" -> -1;
      default -> 0;
    };
  }
}
