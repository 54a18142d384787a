package dev.instar.engine.vacuum;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Maintenance.VacuumTarget;
import dev.instar.engine.sql.UtilityOption;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TransactionRunner;
import dev.instar.engine.table.Statistics;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * VACUUM and ANALYZE. VACUUM cleans each table in a transaction of its own. With FULL nobody else
 * touches the table meanwhile, and that is all the difference: pages that become empty are given
 * back without it. ANALYZE gathers what the values of columns are like.
 */
public final class VacuumCommand {
  private static final Set<String> VACUUM_OPTIONS =
      Set.of(
          "full",
          "freeze",
          "verbose",
          "analyze",
          "disable_page_skipping",
          "skip_locked",
          "index_cleanup",
          "process_main",
          "process_toast",
          "truncate",
          "parallel",
          "skip_database_stats",
          "only_database_stats",
          "buffer_usage_limit");

  private static final Set<String> ANALYZE_OPTIONS =
      Set.of("verbose", "skip_locked", "buffer_usage_limit");

  private VacuumCommand() {}

  /**
   * VACUUM; the session is in no transaction block.
   *
   * @throws SqlException 42601 for an unknown option, 42P01 for an unknown table
   */
  public static String vacuum(Maintenance.Vacuum vacuum, StatementContext context) {
    check("VACUUM", vacuum.options(), VACUUM_OPTIONS);
    boolean full = isOn(vacuum.options(), "full");
    boolean analyze = isOn(vacuum.options(), "analyze");
    if (!analyze && vacuum.targets().stream().anyMatch(target -> !target.columns().isEmpty())) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "ANALYZE option must be specified when a column list is provided");
    }
    List<Integer> tables = tables("vacuum", vacuum.targets(), context);
    TransactionRunner transactions = context.transactionRunner();
    if (vacuum.targets().isEmpty()) {
      TableVacuum.run(context.services(), context.database());
      TableVacuum.run(context.services(), Catalogs.SHARED);
    }
    for (int table : tables) {
      transactions.inTransaction(
          own -> {
            vacuum(table, full, own);
            if (analyze) {
              analyze(table, own);
            }
            return null;
          });
    }
    return "VACUUM";
  }

  private static void vacuum(int oid, boolean full, StatementContext context) {
    context.lock(oid, full ? LockMode.ACCESS_EXCLUSIVE : LockMode.SHARE_UPDATE_EXCLUSIVE);
    // It may have been dropped meanwhile.
    context
        .catalog()
        .find(oid)
        .filter(Table.class::isInstance)
        .map(Table.class::cast)
        .ifPresent(table -> TableVacuum.run(context, table, false));
  }

  /** ANALYZE. */
  public static String analyze(Maintenance.Analyze analyze, StatementContext context) {
    check("ANALYZE", analyze.options(), ANALYZE_OPTIONS);
    for (int table : tables("analyze", analyze.targets(), context)) {
      analyze(table, context);
    }
    return "ANALYZE";
  }

  private static void analyze(int oid, StatementContext context) {
    context.lock(oid, LockMode.SHARE_UPDATE_EXCLUSIVE);
    context
        .catalog()
        .find(oid)
        .filter(Table.class::isInstance)
        .map(Table.class::cast)
        .ifPresent(table -> Statistics.gather(context, table, false));
  }

  private static void check(String command, List<UtilityOption> options, Set<String> known) {
    for (UtilityOption option : options) {
      if (!known.contains(option.name())) {
        throw new SqlException(
            SqlState.SYNTAX_ERROR,
            "unrecognized %s option \"%s\"".formatted(command, option.name()));
      }
    }
  }

  private static boolean isOn(List<UtilityOption> options, String name) {
    boolean on = false;
    for (UtilityOption option : options) {
      if (option.name().equals(name)) {
        String value = option.value().orElse("true").toLowerCase(Locale.ROOT);
        on = !Set.of("false", "off", "0", "no").contains(value);
      }
    }
    return on;
  }

  /** What was named, or all that may be cleaned; whoever may not is told, and the rest goes on. */
  private static List<Integer> tables(
      String verb, List<VacuumTarget> targets, StatementContext context) {
    if (targets.isEmpty()) {
      return context.catalog().all(Table.class).stream()
          .filter(table -> Privileges.isOwner(context, table))
          .map(Table::oid)
          .toList();
    }
    return targets.stream()
        .map(target -> RelationNames.find(target.table().name(), context))
        .filter(relation -> mayClean(verb, relation, context))
        .map(Relation::oid)
        .toList();
  }

  private static boolean mayClean(String verb, Relation relation, StatementContext context) {
    if (!(relation instanceof Table)) {
      warn(
          context,
          SqlState.WARNING,
          "skipping \"%s\" --- cannot %s non-tables or special system tables"
              .formatted(relation.name(), verb));
      return false;
    }
    if (!Privileges.isOwner(context, relation)) {
      warn(
          context,
          SqlState.WARNING,
          "permission denied to %s \"%s\", skipping it".formatted(verb, relation.name()));
      return false;
    }
    return true;
  }

  private static void warn(StatementContext context, SqlState state, String message) {
    context.notice(new SqlException(state, message));
  }
}
