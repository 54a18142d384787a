package dev.instar.engine.system.call;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.PredefinedRole;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.SessionInfo;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TemporarySchema;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.TimestampTz;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Other sessions, and the server. PostgreSQL's manual, sections 9.27 and 9.28. */
final class SessionCalls {
  /** How long a sleeper does not look whether it was cancelled. */
  private static final Duration NAP = Duration.ofMillis(5);

  private static final Instant STARTED =
      ProcessHandle.current().info().startInstant().orElseGet(Instant::now);

  private static final int UTF8 = 6;

  private SessionCalls() {}

  static void register(Map<String, Answer> answers) {
    answers.put(
        "pg_blocking_pids",
        (a, call) -> ArrayValue.of(call.services().locks().blockingPids((Integer) a[0])));
    answers.put("pg_safe_snapshot_blocking_pids", (a, call) -> ArrayValue.EMPTY);
    answers.put(
        "pg_cancel_backend",
        (a, call) ->
            signal((Integer) a[0], "cancel query", call.services().activity()::cancel, call));
    answers.put(
        "pg_terminate_backend",
        (a, call) ->
            signal(
                (Integer) a[0], "terminate process", call.services().activity()::terminate, call));
    answers.put("pg_sleep", (a, call) -> sleep((Double) a[0], call.context()));
    answers.put("pg_postmaster_start_time", (a, call) -> TimestampTz.of(STARTED));
    answers.put("pg_conf_load_time", (a, call) -> TimestampTz.of(STARTED));
    answers.put("pg_my_temp_schema", (a, call) -> temporarySchema(call.context()));
    answers.put("pg_is_other_temp_schema", (a, call) -> isOther(Call.oid(a[0]), call.context()));
    answers.put("pg_stat_get_backend_pid", (a, call) -> backend((Integer) a[0], call));
    answers.put("getdatabaseencoding", (a, call) -> "UTF8");
    answers.put("PG_encoding_to_char", (a, call) -> (Integer) a[0] == UTF8 ? "UTF8" : "");
    answers.put("PG_char_to_encoding", (a, call) -> encoding((String) a[0]));
    for (String nothing :
        List.of(
            "pg_last_wal_receive_lsn", "pg_last_wal_replay_lsn", "pg_last_xact_replay_timestamp")) {
      answers.put(nothing, (a, call) -> null);
    }
  }

  private static Boolean signal(int pid, String what, IntPredicate how, Call call) {
    StatementContext context = call.context();
    Optional<SessionInfo> session =
        call.services().activity().sessions().stream()
            .filter(info -> info.processId() == pid)
            .findFirst();
    if (session.isPresent()) {
      requireRights(context, session.get(), what);
      if (how.test(pid)) {
        return true;
      }
    }
    context.notice(
        new SqlException(SqlState.WARNING, "PID " + pid + " is not a PostgreSQL backend process"));
    return false;
  }

  private static void requireRights(StatementContext context, SessionInfo session, String what) {
    boolean ofSuperuser = Privileges.isSuperuser(context, session.role());
    boolean may =
        Privileges.isSuperuser(context, context.role())
            || (!ofSuperuser
                && (Privileges.hasThoseOf(context, context.role(), session.role())
                    || Privileges.hasThoseOf(
                        context, context.role(), PredefinedRole.PG_SIGNAL_BACKEND.oid())));
    if (!may) {
      throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to " + what)
          .with(
              SqlException.Field.DETAIL,
              ofSuperuser
                  ? "Only roles with the SUPERUSER attribute may %s of roles with the SUPERUSER attribute."
                      .formatted(what.replace("query", "queries").replace("process", "processes"))
                  : ("Only roles with privileges of the role whose %s or with privileges of the"
                          + " \"pg_signal_backend\" role may %s.")
                      .formatted(
                          what.startsWith("cancel")
                              ? "query is being canceled"
                              : "process is being terminated",
                          what.startsWith("cancel")
                              ? "cancel this query"
                              : "terminate this process"));
    }
  }

  private static Object sleep(double seconds, StatementContext context) {
    long end = System.nanoTime() + (long) (Math.max(0, Math.min(seconds, 1e9)) * 1e9);
    while (true) {
      context.checkInterrupts();
      long left = end - System.nanoTime();
      if (left <= 0) {
        return Call.nothing();
      }
      try {
        Thread.sleep(Duration.ofNanos(Math.min(left, NAP.toNanos())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new SqlException(
            SqlState.QUERY_CANCELED, "canceling statement due to user request", e);
      }
    }
  }

  private static Long temporarySchema(StatementContext context) {
    return TemporarySchema.find(context).map(schema -> Call.value(schema.oid())).orElse(0L);
  }

  private static Boolean isOther(int schema, StatementContext context) {
    return context
        .catalog()
        .find(schema)
        .filter(dev.instar.engine.catalog.Schema.class::isInstance)
        .map(dev.instar.engine.catalog.Schema.class::cast)
        .map(
            found ->
                TemporarySchema.isTemporary(found)
                    && !found.name().equals(TemporarySchema.name(context)))
        .orElse(false);
  }

  private static Integer backend(int number, Call call) {
    List<SessionInfo> sessions = call.services().activity().sessions();
    return number < 1 || number > sessions.size() ? null : sessions.get(number - 1).processId();
  }

  private static Integer encoding(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "").equalsIgnoreCase("utf8") ? UTF8 : -1;
  }
}
