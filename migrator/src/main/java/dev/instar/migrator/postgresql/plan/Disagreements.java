package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where what the rules say of a statement is not what a server did with it. Pure. */
final class Disagreements {
  private Disagreements() {}

  /** The plan with the evidence, and a finding if it speaks against the plan. */
  static StatementPlan tell(StatementPlan plan, Evidence evidence, PlanOptions options) {
    StatementPlan seen = plan.withEvidence(evidence);
    List<String> differences = claims(plan) ? of(plan, evidence) : List.of();
    if (differences.isEmpty()) {
      return seen;
    }
    List<Finding> findings = new ArrayList<>(plan.findings());
    findings.add(
        FindingCode.EVIDENCE_DISAGREES.with(
            options,
            Place.of(plan.line(), plan.column(), plan.text()),
            String.join("; ", differences)));
    return seen.withFindings(findings);
  }

  private static List<String> of(StatementPlan plan, Evidence evidence) {
    boolean fails = has(plan, FindingCode.FAILS_AS_WRITTEN);
    List<String> differences = new ArrayList<>();
    switch (evidence) {
      case Evidence.NotTaken none -> {}
      case Evidence.Refused refused -> {
        if (!fails) {
          differences.add("by the rules it runs, and the server says: " + refused.error());
        }
      }
      case Evidence.Explained explained -> {
        // Rows bring locks of their own, of foreign keys above all; none was read or written.
        if (!fails) {
          locks(plan, explained.locks(), explained.lesser(), true, differences);
        }
      }
      case Evidence.Tried tried -> {
        // What fails for the sake of rows does not fail where there are none.
        if (!fails) {
          locks(plan, tried.locks(), tried.lesser(), false, differences);
          work(plan.asWritten().work(), tried.work(), differences);
        }
      }
    }
    return differences;
  }

  /** Of a statement of which the rules do not claim to know all, there is nothing to compare. */
  private static boolean claims(StatementPlan plan) {
    return plan.strategy() != Strategy.UNKNOWN
        && !has(plan, FindingCode.OPAQUE_STATEMENT)
        && !has(plan, FindingCode.CASCADE_DROPS);
  }

  private static boolean has(StatementPlan plan, FindingCode code) {
    return plan.findings().stream().anyMatch(f -> f.code().equals(code.code()));
  }

  private static void locks(
      StatementPlan plan,
      List<LockClaim> locks,
      List<LockClaim> lesser,
      boolean rowsLack,
      List<String> differences) {
    SortedMap<TableName, LockMode> rule = modes(plan.asWritten().locks());
    SortedMap<TableName, LockMode> seen = modes(locks);
    SortedMap<TableName, LockMode> all = modes(lesser);
    all.putAll(seen);
    rule.forEach(
        (relation, mode) -> {
          LockMode other = all.get(relation);
          boolean weaker = other == null || other.compareTo(mode) < 0;
          if (mode != other && !(rowsLack && weaker)) {
            differences.add(lock(relation, mode, other));
          }
        });
    seen.forEach(
        (relation, mode) -> {
          if (!rule.containsKey(relation)) {
            differences.add(lock(relation, null, mode));
          }
        });
  }

  private static void work(Work rule, Work seen, List<String> differences) {
    if (rule != seen) {
      differences.add("by the rules it " + words(rule) + ", and the server " + words(seen));
    }
  }

  private static SortedMap<TableName, LockMode> modes(List<LockClaim> claims) {
    SortedMap<TableName, LockMode> modes = new TreeMap<>();
    claims.forEach(claim -> modes.put(claim.relation(), claim.mode()));
    return modes;
  }

  private static String lock(TableName relation, LockMode rule, LockMode seen) {
    return "by the rules it takes %s on %s, and the server took %s"
        .formatted(mode(rule), relation, mode(seen));
  }

  private static String mode(LockMode mode) {
    return mode == null ? "no lock" : mode.sql();
  }

  private static String words(Work work) {
    return switch (work) {
      case INSTANT -> "changes the catalog only";
      case SCAN -> "reads every row";
      case REWRITE -> "writes the table anew";
      case INDEX_BUILD -> "builds an index";
      case BATCHED_WRITE -> "writes rows";
      case ONLINE_COPY -> "copies the table";
    };
  }
}
