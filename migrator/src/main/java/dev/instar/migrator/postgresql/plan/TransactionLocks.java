package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.Maintenance;
import dev.instar.engine.sql.Statement;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the statements of a script do together, run as they are written: a lock is kept until its
 * transaction ends, through whatever comes after it. Of one script, for one thread.
 */
final class TransactionLocks {
  /** Flyway runs such a file in one transaction, unless a statement of it cannot run in one. */
  private static final Pattern FLYWAY = Pattern.compile("[VRB][^_]*__.*");

  /** The strongest lock held on a table, and where the script takes it. */
  private record Held(LockMode mode, int line) {}

  private final PlanOptions options;
  private final Map<TableName, Held> held = new LinkedHashMap<>();
  private boolean open;

  /**
   * @param script its name
   */
  TransactionLocks(String script, List<Statement> statements, PlanOptions options) {
    this.options = options;
    this.open =
        FLYWAY.matcher(script).matches()
            && statements.stream().noneMatch(TransactionLocks::isAutonomous);
  }

  private static boolean isAutonomous(Statement statement) {
    return switch (statement) {
      case Statement.CreateIndex s -> s.concurrently();
      case Statement.DropIndex s -> s.concurrently();
      case Maintenance.Vacuum s -> true;
      case Maintenance.Reindex s -> s.concurrently();
      default -> false;
    };
  }

  /**
   * The statement with what there is to say of it and those before it.
   *
   * @param tables those that were there before it; nobody waits for an index alone
   */
  StatementPlan judge(Statement statement, StatementPlan plan, Set<TableName> tables) {
    if (statement instanceof Statement.TransactionControl control) {
      open = control.kind() == Statement.TransactionControl.Kind.BEGIN;
      held.clear();
      return plan;
    }
    if (!open) {
      return plan;
    }
    List<Finding> findings = new ArrayList<>(plan.findings());
    Place place = Place.of(plan.line(), plan.column(), plan.text());
    held.forEach(
        (table, lock) -> {
          if (lock.mode().blocksWrites()
              && plan.asWritten().work() != Work.INSTANT
              && own(plan, table).compareTo(lock.mode()) < 0) {
            findings.add(
                FindingCode.LOCK_KEPT.with(
                    options,
                    place,
                    lock.mode().sql(),
                    table,
                    lock.line(),
                    Estimates.about(plan.asWritten().estimate().duration())));
          }
        });
    List<LockClaim> kept =
        held.entrySet().stream()
            .filter(e -> e.getValue().mode().compareTo(LockMode.ROW_EXCLUSIVE) >= 0)
            .map(e -> new LockClaim(e.getKey(), e.getValue().mode()))
            .toList();
    for (LockClaim claim : plan.asWritten().locks()) {
      if (!tables.contains(claim.relation())) {
        continue;
      }
      order(claim, findings, place);
      held.merge(
          claim.relation(),
          new Held(claim.mode(), plan.line()),
          (a, b) -> a.mode().compareTo(b.mode()) >= 0 ? a : b);
    }
    return plan.withFindings(findings).withAsWritten(plan.asWritten().withKept(kept));
  }

  /** The level that the statement itself takes, of which there is a finding of its own. */
  private static LockMode own(StatementPlan plan, TableName table) {
    return plan.asWritten().locks().stream()
        .filter(claim -> claim.relation().equals(table))
        .map(LockClaim::mode)
        .findFirst()
        .orElse(LockMode.ACCESS_SHARE);
  }

  private void order(LockClaim claim, List<Finding> findings, Place place) {
    if (!claim.mode().blocksReads() || held.containsKey(claim.relation())) {
      return;
    }
    held.entrySet().stream()
        .filter(other -> other.getValue().mode().blocksReads())
        .findFirst()
        .ifPresent(
            other ->
                findings.add(
                    FindingCode.LOCK_ORDER.with(
                        options,
                        place,
                        other.getKey(),
                        claim.relation(),
                        claim.relation(),
                        other.getKey())));
  }
}
