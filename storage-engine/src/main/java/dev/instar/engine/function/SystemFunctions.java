package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.SessionView.ObjectKind;
import dev.instar.engine.type.TransactionSnapshot;
import dev.instar.engine.type.TypeModifiers;
import dev.instar.engine.type.Types;
import java.util.List;
import java.util.UUID;

/** What a session knows of itself and of types. PostgreSQL's manual, sections 9.27 and 9.28. */
final class SystemFunctions {
  private SystemFunctions() {}

  static void register(Registry registry) {
    registry.add("pgsql_version", (a, c) -> c.session().version());
    registry.add("current_database", (a, c) -> c.session().database());
    registry.add("current_user", (a, c) -> c.session().currentUser());
    registry.add("session_user", (a, c) -> c.session().sessionUser());
    registry.add("pg_backend_pid", (a, c) -> c.session().processId());
    registry.add(
        "current_schema",
        (a, c) -> {
          List<String> schemas = c.session().schemas(false);
          return schemas.isEmpty() ? null : schemas.getFirst();
        });
    registry.add("current_schemas", (a, c) -> ArrayValue.of(c.session().schemas((Boolean) a[0])));
    registry.add("show_config_by_name", (a, c) -> setting(Texts.of(a[0]), c));
    registry.add(
        "show_config_by_name_missing_ok",
        (a, c) ->
            (Boolean) a[1] ? c.session().setting(Texts.of(a[0])) : setting(Texts.of(a[0]), c));
    registry.add(
        "set_config_by_name",
        (a, c) ->
            a[0] == null
                ? noName()
                : c.session()
                    .set(
                        Texts.of(a[0]),
                        a[1] == null ? null : Texts.of(a[1]),
                        a[2] != null && (Boolean) a[2]));
    registry.add("pg_typeof", (a, c) -> Integer.toUnsignedLong(c.argument(0).oid()));
    registry.add("format_type", (a, c) -> formatType(a, c));
    registry.add("gen_random_uuid", (a, c) -> UUID.randomUUID());
    registry.add("pg_client_encoding", (a, c) -> "UTF8");
    registry.add("pg_is_in_recovery", (a, c) -> false);
    registry.add(
        "pg_visible_in_snapshot", (a, c) -> ((TransactionSnapshot) a[1]).sees((Long) a[0]));
    registry.add("pg_snapshot_xmin", (a, c) -> ((TransactionSnapshot) a[0]).xmin());
    registry.add("pg_snapshot_xmax", (a, c) -> ((TransactionSnapshot) a[0]).xmax());
    registry.add("pg_snapshot_xip", (a, c) -> ((TransactionSnapshot) a[0]).running().iterator());
    registry.add("pg_num_nulls", (a, c) -> nulls(a, true));
    registry.add("pg_num_nonnulls", (a, c) -> nulls(a, false));
    registry.add(
        "pg_lsn_mi",
        (a, c) ->
            dev.instar.engine.type.Numeric.of(
                unsigned((Long) a[0]).subtract(unsigned((Long) a[1]))));
  }

  private static java.math.BigInteger unsigned(long value) {
    return new java.math.BigInteger(Long.toUnsignedString(value));
  }

  private static Object noName() {
    throw new SqlException(SqlState.NULL_VALUE_NOT_ALLOWED, "SET requires parameter name");
  }

  private static String setting(String name, CallContext context) {
    String value = context.session().setting(name);
    if (value == null) {
      throw new SqlException(
          SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
    }
    return value;
  }

  private static Integer nulls(Object[] a, boolean wanted) {
    int count = 0;
    for (Object value : a) {
      count += (value == null) == wanted ? 1 : 0;
    }
    return count;
  }

  private static String formatType(Object[] a, CallContext context) {
    if (a[0] == null) {
      return null;
    }
    long oid = (Long) a[0];
    if (oid == 0) {
      return "-";
    }
    DataType type = Types.byOid((int) oid).orElse(null);
    if (type == null || type.element().orElse(type).equals(Types.CITEXT)) {
      return context.format().session().nameOf(ObjectKind.TYPE, oid).orElse("???");
    }
    return a[1] == null ? type.sqlName() : TypeModifiers.format(type, (Integer) a[1]);
  }
}
