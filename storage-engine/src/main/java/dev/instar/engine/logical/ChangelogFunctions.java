package dev.instar.engine.logical;

import dev.instar.engine.changelog.LogicalMessage;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.EngineServices;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.txn.TransactionIds;
import dev.instar.engine.type.Bytes;
import dev.instar.engine.type.RowValue;
import dev.instar.engine.type.Types;
import dev.instar.engine.wal.Log;
import dev.instar.engine.wal.Lsn;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The SQL functions about log, slots, messages and origins; PostgreSQL's manual, section 9.28. Each
 * by its name in the table of functions.
 */
final class ChangelogFunctions {
  /** A function; strict ones are not called with NULL. */
  private interface Function {
    Object call(Object[] arguments, StatementContext context);
  }

  /** As {@code pg_walfile_name} counts. */
  private static final int WAL_FILE_BYTES = 16 << 20;

  private final LogicalChangelog changelog;
  private final SlotCommands commands;
  private final SlotChanges changes;
  private final Map<String, Function> functions = new HashMap<>();

  ChangelogFunctions(LogicalChangelog changelog) {
    this.changelog = changelog;
    this.commands = new SlotCommands(changelog);
    this.changes = new SlotChanges(changelog, commands);
    Log log = changelog.store().log();
    functions.put("pg_current_wal_lsn", (a, c) -> log.end().value());
    functions.put("pg_current_wal_insert_lsn", (a, c) -> log.end().value());
    functions.put("pg_current_wal_flush_lsn", (a, c) -> log.durableEnd().value());
    functions.put("pg_last_wal_replay_lsn", (a, c) -> null);
    functions.put("pg_last_wal_receive_lsn", (a, c) -> null);
    functions.put("pg_walfile_name", (a, c) -> walFileName((Long) a[0]));
    functions.put(
        "pg_logical_emit_message_text",
        (a, c) -> emit(a, ((String) a[2]).getBytes(StandardCharsets.UTF_8), c));
    functions.put("pg_logical_emit_message_bytea", (a, c) -> emit(a, ((Bytes) a[2]).array(), c));
    functions.put("pg_create_logical_replication_slot", this::createSlot);
    functions.put("pg_drop_replication_slot", this::dropSlot);
    functions.put("pg_replication_slot_advance", this::advanceSlot);
    functions.put("pg_logical_slot_get_changes", (a, c) -> changes.text(a, true));
    functions.put("pg_logical_slot_peek_changes", (a, c) -> changes.text(a, false));
    functions.put("pg_logical_slot_get_binary_changes", (a, c) -> changes.binary(a, c, true));
    functions.put("pg_logical_slot_peek_binary_changes", (a, c) -> changes.binary(a, c, false));
    functions.put("pg_export_snapshot", (a, c) -> exportSnapshot(c));
    functions.put("pg_replication_origin_create", this::createOrigin);
    functions.put("pg_replication_origin_drop", this::dropOrigin);
    functions.put("pg_replication_origin_oid", (a, c) -> originNumber((String) a[0]));
    functions.put("pg_replication_origin_session_setup", this::setUpOrigin);
    functions.put("pg_replication_origin_session_reset", this::resetOrigin);
    functions.put(
        "pg_replication_origin_session_is_setup",
        (a, c) -> changelog.replicationOrigins().of(pid(c)) != 0);
  }

  boolean knows(String function) {
    return functions.containsKey(function);
  }

  Object call(String function, Object[] arguments, StatementContext context) {
    Function known = functions.get(function);
    if (known == null) {
      throw SqlException.unsupported(function);
    }
    return known.call(arguments, context);
  }

  private static int pid(StatementContext context) {
    return context.lockOwner().pid();
  }

  /** Of the file that holds the byte at a position, on timeline 1. */
  private static String walFileName(long position) {
    long segment = Long.divideUnsigned(position, WAL_FILE_BYTES);
    long perId = 0x1_0000_0000L / WAL_FILE_BYTES;
    return String.format(Locale.ROOT, "%08X%08X%08X", 1, segment / perId, segment % perId);
  }

  /**
   * pg_logical_emit_message.
   *
   * @return the position behind it
   */
  private Object emit(Object[] a, byte[] content, StatementContext context) {
    boolean transactional = (Boolean) a[0];
    long xid = transactional ? context.transaction().xid() : context.transaction().topXid();
    LogicalMessage message =
        new LogicalMessage(context.database(), transactional, (String) a[1], content);
    Log log = changelog.store().log();
    Lsn position = message.append(log, xid);
    if (!transactional && a.length > 3 && (Boolean) a[3]) {
      log.flush(position);
    }
    return log.end().value();
  }

  private Object createSlot(Object[] a, StatementContext context) {
    SlotCommands.requirePrivilege(context.services(), context.role());
    SlotCommands.requireLogicalLog(context.functions());
    if (context.transaction().topXid() != TransactionIds.NONE) {
      throw new SqlException(
          SqlState.ACTIVE_SQL_TRANSACTION,
          "cannot create logical replication slot in transaction that has performed writes");
    }
    if (flag(a, 3)) {
      throw SqlException.unsupported("decoding of prepared transactions");
    }
    if (flag(a, 4)) {
      throw SqlException.unsupported("failover of a replication slot");
    }
    String name = (String) a[0];
    Lsn start =
        commands.create(
            name,
            (String) a[1],
            flag(a, 2),
            context.database(),
            context.lockOwner(),
            snapshot -> {});
    return new RowValue(List.of(Types.NAME, Types.PG_LSN), new Object[] {name, start.value()});
  }

  private static boolean flag(Object[] a, int index) {
    return a.length > index && Boolean.TRUE.equals(a[index]);
  }

  private Object dropSlot(Object[] a, StatementContext context) {
    SlotCommands.requirePrivilege(context.services(), context.role());
    commands.drop((String) a[0], pid(context), false, () -> {});
    return "";
  }

  private Object advanceSlot(Object[] a, StatementContext context) {
    SlotCommands.requirePrivilege(context.services(), context.role());
    long to = (Long) a[1];
    if (to == 0) {
      throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "invalid target WAL LSN");
    }
    String name = (String) a[0];
    Slot slot = commands.acquire(name, context.database(), pid(context));
    try {
      Lsn end = commands.advance(slot, new Lsn(to), context::checkInterrupts);
      return new RowValue(List.of(Types.NAME, Types.PG_LSN), new Object[] {name, end.value()});
    } finally {
      changelog.slotTable().release(slot);
    }
  }

  private Object exportSnapshot(StatementContext context) {
    if (context.transaction().depth() > 0) {
      throw new SqlException(
          SqlState.ACTIVE_SQL_TRANSACTION, "cannot export a snapshot from a subtransaction");
    }
    int pid = pid(context);
    String name = changelog.exports().export(pid, context.visibility().snapshot());
    context.afterEnd(() -> changelog.exports().withdraw(pid));
    return name;
  }

  /** Only superusers may, unless they let others. */
  private static void requireSuperuser(String function, StatementContext context) {
    EngineServices services = context.services();
    if (!(services.catalogs().shared().find(context.role()).orElse(null)
            instanceof dev.instar.engine.catalog.Role role)
        || !role.superuser()) {
      throw new SqlException(
          SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for function " + function);
    }
  }

  private Object createOrigin(Object[] a, StatementContext context) {
    requireSuperuser("pg_replication_origin_create", context);
    int number = changelog.replicationOrigins().create((String) a[0]);
    changelog.slotTable().writeOrigins();
    return Integer.toUnsignedLong(number);
  }

  private Object dropOrigin(Object[] a, StatementContext context) {
    requireSuperuser("pg_replication_origin_drop", context);
    changelog.replicationOrigins().drop((String) a[0]);
    changelog.slotTable().writeOrigins();
    return "";
  }

  private Object originNumber(String name) {
    return changelog.replicationOrigins().number(name).map(Integer::toUnsignedLong).orElse(null);
  }

  private Object setUpOrigin(Object[] a, StatementContext context) {
    requireSuperuser("pg_replication_origin_session_setup", context);
    changelog.replicationOrigins().setUp(pid(context), (String) a[0]);
    return "";
  }

  private Object resetOrigin(Object[] a, StatementContext context) {
    requireSuperuser("pg_replication_origin_session_reset", context);
    changelog.replicationOrigins().reset(pid(context));
    return "";
  }

  /** What the text functions say, as pgoutput's messages are no text. */
  static SqlException binaryOutput(String function) {
    return new SqlException(
        SqlState.FEATURE_NOT_SUPPORTED,
        "logical decoding output plugin \"pgoutput\" produces binary output, but function \""
            + function
            + "(name,pg_lsn,integer,text[])\" expects textual data");
  }
}
