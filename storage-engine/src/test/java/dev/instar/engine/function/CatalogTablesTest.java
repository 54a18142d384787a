package dev.instar.engine.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.type.Types;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The tables are PostgreSQL 17's catalog, as far as there are implementations; {@code
 * -Dinstar.rewrite=true} writes them anew.
 */
class CatalogTablesTest {
  private static final Path RESOURCES = Path.of("src/main/resources/dev/instar/engine/function");

  /** Entry points of the server that share an implementation. */
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("regexp_match_no_flags", "regexp_match"),
          Map.entry("regexp_matches_no_flags", "regexp_matches"),
          Map.entry("regexp_split_to_array_no_flags", "regexp_split_to_array"),
          Map.entry("regexp_split_to_table_no_flags", "regexp_split_to_table"),
          Map.entry("regexp_count_no_start", "regexp_count"),
          Map.entry("regexp_count_no_flags", "regexp_count"),
          Map.entry("regexp_like_no_flags", "regexp_like"),
          Map.entry("regexp_substr_no_start", "regexp_substr"),
          Map.entry("regexp_substr_no_n", "regexp_substr"),
          Map.entry("regexp_substr_no_flags", "regexp_substr"),
          Map.entry("regexp_substr_no_subexpr", "regexp_substr"),
          Map.entry("regexp_instr_no_start", "regexp_instr"),
          Map.entry("regexp_instr_no_n", "regexp_instr"),
          Map.entry("regexp_instr_no_endoption", "regexp_instr"),
          Map.entry("regexp_instr_no_flags", "regexp_instr"),
          Map.entry("regexp_instr_no_subexpr", "regexp_instr"),
          Map.entry("textregexreplace_extended_no_n", "textregexreplace_extended"),
          Map.entry("textregexreplace_extended_no_flags", "textregexreplace_extended"),
          Map.entry("generate_series_step_int4", "generate_series_int4"),
          Map.entry("generate_series_step_int8", "generate_series_int8"),
          Map.entry("generate_series_step_numeric", "generate_series_numeric"),
          Map.entry("pg_wal_lsn_diff", "pg_lsn_mi"),
          Map.entry("sql.round", "numeric_round"),
          Map.entry("sql.trunc", "numeric_trunc"),
          Map.entry("sql.log", "numeric_log10"),
          Map.entry("sql.log10", "numeric_log10"),
          Map.entry("sql.textanycat", "sql.anytextcat"));

  /** What only the catalog, the sequences or the locks can answer. */
  private static final Set<String> SESSION =
      Set.of(
          "nextval_oid",
          "currval_oid",
          "setval_oid",
          "setval3_oid",
          "lastval",
          "obj_description",
          "sql.obj_description",
          "sql.col_description",
          "sql.shobj_description",
          "pg_get_constraintdef",
          "pg_get_constraintdef_ext",
          "pg_get_indexdef",
          "pg_get_indexdef_ext",
          "pg_get_viewdef",
          "pg_get_viewdef_ext",
          "pg_get_expr",
          "pg_get_expr_ext",
          "pg_get_serial_sequence",
          "pg_get_userbyid",
          "pg_table_is_visible",
          "pg_type_is_visible",
          "pg_function_is_visible",
          "pg_relation_size",
          "pg_total_relation_size",
          "pg_table_size",
          "pg_indexes_size",
          "pg_relation_filenode",
          "pg_current_snapshot",
          "pg_current_xact_id",
          "pg_current_xact_id_if_assigned",
          "pg_xact_status",
          "pg_blocking_pids",
          "pg_cancel_backend",
          "pg_terminate_backend",
          "pg_advisory_lock_int8",
          "pg_advisory_lock_int4",
          "pg_advisory_unlock_int8",
          "pg_advisory_unlock_int4",
          "pg_try_advisory_lock_int8",
          "pg_try_advisory_lock_int4",
          "pg_advisory_xact_lock_int8",
          "pg_advisory_xact_lock_int4",
          "pg_try_advisory_xact_lock_int8",
          "pg_try_advisory_xact_lock_int4",
          "pg_advisory_unlock_all",
          "pg_advisory_lock_shared_int8",
          "pg_advisory_unlock_shared_int8",
          "pg_try_advisory_lock_shared_int8",
          "pg_advisory_xact_lock_shared_int8",
          "pg_try_advisory_xact_lock_shared_int8",
          "pg_current_wal_lsn",
          "pg_current_wal_insert_lsn",
          "pg_current_wal_flush_lsn",
          "pg_logical_emit_message_text",
          "pg_logical_emit_message_bytea",
          "pg_create_logical_replication_slot",
          "pg_drop_replication_slot",
          "has_table_privilege_id",
          "has_table_privilege_name",
          "has_schema_privilege_name",
          "has_schema_privilege_id",
          "to_regclass",
          "to_regtype",
          "to_regnamespace",
          "pg_encoding_to_char",
          "pg_get_function_identity_arguments",
          "pg_get_functiondef",
          "pg_postmaster_start_time",
          "pg_conf_load_time",
          "pg_my_temp_schema",
          "pg_is_other_temp_schema",
          "database_size",
          "pg_database_size_name",
          "pg_database_size_oid",
          "pg_size_pretty",
          "pg_stat_get_backend_pid",
          "txid_current",
          "PG_encoding_to_char",
          "PG_char_to_encoding",
          "getdatabaseencoding",
          "acldefault_sql",
          "aclexplode",
          "pg_options_to_table",
          "pg_describe_object",
          "pg_export_snapshot",
          "pg_sequence_last_value",
          "pg_sequence_parameters",
          "pg_partition_ancestors",
          "pg_partition_root",
          "pg_tablespace_location",
          "pg_tablespace_size_name",
          "pg_tablespace_size_oid",
          "pg_size_pretty_numeric",
          "pg_size_bytes",
          "pg_relation_filepath",
          "sql.pg_relation_size",
          "pg_relation_is_publishable",
          "pg_relation_is_updatable",
          "pg_index_column_has_property",
          "pg_index_has_property",
          "pg_indexam_has_property",
          "pg_collation_actual_version",
          "pg_database_collation_actual_version",
          "pg_safe_snapshot_blocking_pids",
          "row_security_active",
          "row_security_active_name",
          "xid_age",
          "mxid_age",
          "pg_control_system",
          "pg_last_wal_receive_lsn",
          "pg_last_wal_replay_lsn",
          "pg_last_xact_replay_timestamp",
          "oidvectortypes",
          "pg_sleep");

  /** Families of those, by their names' beginnings. */
  private static final Pattern SESSION_FAMILIES =
      Pattern.compile(
          "has_(table|column|any_column|sequence|schema|database|function|type|language"
              + "|tablespace)_privilege_.*"
              + "|pg_has_role_.*"
              + "|pg_(collation|conversion|function|opclass|operator|opfamily|statistics_obj|table"
              + "|ts_config|ts_dict|ts_parser|ts_template|type)_is_visible"
              + "|pg_(try_)?advisory_.*"
              + "|pg_logical_slot_(get|peek)_.*|pg_replication_slot_advance"
              + "|pg_replication_origin_(create|drop|oid|session_setup|session_reset"
              + "|session_is_setup)|pg_walfile_name"
              + "|pg_get_(viewdef|triggerdef|ruledef|function|statisticsobjdef|part).*"
              + "|pg_stat_(clear|reset|force).*"
              + "|pg_stat_get_(live|dead|tuples|(xact_)?numscans|ins_since).*"
              + "|to_reg.*");

  private static final String FUNCTIONS =
      """
      SELECT CASE WHEN p.oid < 16384 THEN p.oid
                  ELSE 9000 + row_number() OVER (PARTITION BY p.oid >= 16384
                                                 ORDER BY p.proname, p.proargtypes::regtype[]::text) END,
        p.proname, p.prokind,
        coalesce((SELECT string_agg(t.typname, ' ' ORDER BY n)
          FROM unnest(p.proargtypes) WITH ORDINALITY a(o, n) JOIN pg_type t ON t.oid = a.o), ''),
        r.typname, p.proretset, coalesce(v.typname, ''), p.provolatile, p.proisstrict,
        p.pronargdefaults,
        coalesce((SELECT string_agg(p.proargnames[n] || ':' || t.typname, ' ' ORDER BY n)
          FROM unnest(p.proallargtypes) WITH ORDINALITY a(o, n) JOIN pg_type t ON t.oid = a.o
          WHERE p.proargmodes[n] IN ('o', 't') AND r.typname = 'record'), ''),
        CASE WHEN p.prokind = 'a' THEN 'agg.' || p.proname
             WHEN l.lanname = 'sql' THEN 'sql.' || p.proname
             ELSE p.prosrc END,
        (SELECT CASE o.oprname WHEN '=' THEN 'eq' WHEN '<>' THEN 'ne' WHEN '<' THEN 'lt'
               WHEN '<=' THEN 'le' WHEN '>' THEN 'gt' WHEN '>=' THEN 'ge' END
               || CASE WHEN o.oprleft = o.oprright THEN '' ELSE '!' END
         FROM pg_operator o WHERE o.oprcode = p.oid AND o.oprname IN ('=','<>','<','<=','>','>=')
         LIMIT 1), p.oid
      FROM pg_proc p JOIN pg_type r ON r.oid = p.prorettype JOIN pg_language l ON l.oid = p.prolang
        LEFT JOIN pg_type v ON v.oid = p.provariadic
      WHERE (p.pronamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
          OR p.proname = '_pg_expandarray')
        AND p.prokind IN ('f', 'a')
      ORDER BY 1
      """;

  private static final String OPERATORS =
      """
      SELECT CASE WHEN o.oid < 16384 THEN o.oid
                  ELSE 9500 + row_number() OVER (PARTITION BY o.oid >= 16384 ORDER BY o.oid) END,
        o.oprname, coalesce(l.typname, ''), r.typname, x.typname, o.oprcode::oid
      FROM pg_operator o LEFT JOIN pg_type l ON l.oid = o.oprleft
        JOIN pg_type r ON r.oid = o.oprright JOIN pg_type x ON x.oid = o.oprresult
      ORDER BY 1
      """;

  private static final String CASTS =
      """
      SELECT s.typname, t.typname, CASE castcontext WHEN 'i' THEN 'IMPLICIT'
        WHEN 'a' THEN 'ASSIGNMENT' ELSE 'EXPLICIT' END
      FROM pg_cast c JOIN pg_type s ON s.oid = c.castsource JOIN pg_type t ON t.oid = c.casttarget
      WHERE castsource <> casttarget ORDER BY 1, 2
      """;

  @Test
  void theTablesAreTheServersCatalog() throws SQLException, IOException {
    List<String> functions = new ArrayList<>();
    List<String> operators = new ArrayList<>();
    List<String> casts = new ArrayList<>();
    List<String> keywords = new ArrayList<>();
    Set<String> used = new HashSet<>();
    Map<String, String> numbers = new java.util.HashMap<>();
    try (Connection connection = PostgresServer.shared(PostgresVersion.V17).connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE EXTENSION IF NOT EXISTS citext");
      try (ResultSet row = statement.executeQuery(FUNCTIONS)) {
        while (row.next()) {
          String implementation = implementation(row);
          if (implementation != null
              && known(row.getString(4), row.getString(5), row.getString(7))) {
            used.add(implementation);
            numbers.put(row.getString(14), row.getString(1));
            functions.add(line(row, 11) + "\t" + implementation);
          }
        }
      }
      try (ResultSet row = statement.executeQuery(OPERATORS)) {
        while (row.next()) {
          String function = numbers.get(row.getString(6));
          if (function != null) {
            operators.add(line(row, 5) + "\t" + function);
          }
        }
      }
      try (ResultSet row = statement.executeQuery(CASTS)) {
        while (row.next()) {
          if (known(row.getString(1), row.getString(2), "")) {
            casts.add(line(row, 3));
          }
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT word FROM pg_get_keywords() WHERE catcode <> 'U' ORDER BY 1")) {
        while (row.next()) {
          keywords.add(line(row, 1));
        }
      }
    }
    Set<String> unused = new TreeSet<>(Catalog.REGISTRY.names());
    unused.removeAll(used);
    System.out.println(
        functions.size()
            + " functions, "
            + operators.size()
            + " operators, "
            + casts.size()
            + " casts; unused: "
            + unused);
    check(
        "functions.tsv",
        "oid name kind arguments result set variadic volatility strict defaults columns"
            + " implementation",
        functions);
    check("operators.tsv", "oid name left right result function", operators);
    check("casts.tsv", "source target context", casts);
    check("keywords.tsv", "a key word that is quoted as a name", keywords);
  }

  private static boolean known(String arguments, String result, String variadic) {
    List<String> names = new ArrayList<>(List.of(arguments.split(" ", -1)));
    names.add(result);
    names.add(variadic);
    return names.stream()
            .allMatch(
                n -> n.isEmpty() || Types.byName(n).map(t -> t.name().equals(n)).orElse(false))
        && !names.contains("internal")
        && !names.contains("cstring");
  }

  private static String line(ResultSet row, int columns) throws SQLException {
    StringBuilder line = new StringBuilder(row.getString(1));
    for (int i = 2; i <= columns; i++) {
      line.append('\t').append(row.getString(i));
    }
    return line.toString();
  }

  /** Null if there is none. */
  private static String implementation(ResultSet row) throws SQLException {
    String comparison = row.getString(13);
    String key = row.getString(12);
    String arguments = row.getString(4);
    if (comparison != null) {
      return comparison.endsWith("!")
          ? across(arguments, comparison.substring(0, 2))
          : "compare." + comparison;
    }
    key = SAME.getOrDefault(key, key);
    if (SESSION.contains(key) || SESSION_FAMILIES.matcher(key).matches()) {
      return "session." + key.replace("sql.", "");
    }
    boolean there =
        row.getString(3).equals("a")
            ? Catalog.REGISTRY.aggregateNames().contains(key)
            : Catalog.REGISTRY.names().contains(key);
    return there ? key : null;
  }

  private static String across(String arguments, String comparison) {
    if (arguments.matches("(int\\d|float\\d) (int\\d|float\\d)|xid int4")) {
      return "compare_numbers." + comparison;
    }
    return arguments.matches("(date|timestamp(tz)?) (date|timestamp(tz)?)")
        ? "compare_times." + comparison
        : null;
  }

  private static void check(String name, String columns, List<String> lines) throws IOException {
    Path file = RESOURCES.resolve(name);
    String text =
        "# As PostgreSQL 17 has it. Columns: "
            + columns.replace(" ", ", ")
            + "\n"
            + String.join("\n", lines)
            + "\n";
    if (name.equals("keywords.tsv")) {
      text =
          "# Key words of PostgreSQL 17 that may not stand as any name.\n"
              + String.join("\n", lines)
              + "\n";
    }
    if (Boolean.getBoolean("instar.rewrite")) {
      Files.writeString(file, text);
    }
    assertEquals(Files.readString(file), text, name);
  }
}
