package dev.instar.migrator.report;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** The words for a plan's terms. */
final class Wording {
  private Wording() {}

  static String of(Strategy strategy) {
    return switch (strategy) {
      case INSTANT -> "instant";
      case NATIVE_ONLINE -> "native online";
      case SHADOW_TABLE -> "shadow table";
      case BATCHED_WRITE -> "batched write";
      case REFUSE -> "refused";
    };
  }

  /** Why one would choose it. */
  static String explain(Strategy strategy) {
    return switch (strategy) {
      case INSTANT -> "Changes the catalog only; the lock is short, and is retried.";
      case NATIVE_ONLINE -> "The server can do this online, in several steps.";
      case SHADOW_TABLE ->
          "The server would rewrite the table under a lock. Instead, the new shape is built"
              + " beside it while it is in use, verified, and swapped in.";
      case BATCHED_WRITE -> "Many rows change; they change in small throttled transactions.";
      case REFUSE -> "Instar knows no safe way to do this.";
    };
  }

  static String of(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  static String of(Finding.Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  static String of(Work work) {
    return switch (work) {
      case INSTANT -> "changes the catalog only";
      case SCAN -> "reads every row";
      case REWRITE -> "writes the table and its indexes anew";
      case INDEX_BUILD -> "reads every row and builds an index";
      case BATCHED_WRITE -> "updates rows in batches";
      case ONLINE_COPY -> "copies the table while it is in use";
    };
  }

  /** The work and its extent: {@code reads every row: 12.3 million rows, 1.4 GB}. */
  static String work(Work work, Estimate estimate) {
    StringJoiner extent = new StringJoiner(", ", ": ", "").setEmptyValue("");
    if (estimate.rows() > 0) {
      extent.add(Quantities.rows(estimate.rows()));
    }
    if (estimate.bytes() > 0) {
      extent.add(Quantities.bytes(estimate.bytes()));
    }
    return of(work) + extent;
  }

  /** How long, and how that is known: {@code about 25 s (…)}. */
  static String time(Estimate estimate) {
    String about = Quantities.about(estimate.duration());
    return estimate.basis().isEmpty() ? about : about + " (" + estimate.basis() + ")";
  }

  /** What the strongest of these locks keeps waiting, such as {@code reads, writes and DDL}. */
  static String blocks(List<LockClaim> locks) {
    Blocks blocks = Blocks.of(locks);
    if (blocks.reads()) {
      return "reads, writes and DDL";
    }
    if (blocks.writes()) {
      return "writes and DDL";
    }
    return blocks.ddl() ? "DDL only" : "nothing";
  }

  static String of(Undo undo) {
    return switch (undo) {
      case Undo.Sql sql -> String.join("; ", sql.statements());
      case Undo.Autonomous autonomous -> autonomous.statement();
      case Undo.DropShadow shadow -> "drop the shadow; the table itself was never touched";
      case Undo.Nothing nothing -> withReason("nothing to take back", nothing.reason());
      case Undo.Impossible impossible -> withReason("no way back", impossible.reason());
    };
  }

  private static String withReason(String what, String reason) {
    return reason.isEmpty() ? what : what + ": " + reason;
  }

  /** {@code 1 step}, {@code 2 steps}; there is more information, not more informations. */
  static String number(long count, String noun) {
    return count + " " + noun + (count == 1 || noun.equals("info") ? "" : "s");
  }
}
