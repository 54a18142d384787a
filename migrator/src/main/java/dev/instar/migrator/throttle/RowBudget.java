package dev.instar.migrator.throttle;

import java.time.Duration;

/**
 * Rows per second, shared by need (I6). Bulk work and applying each run up a debt by what they
 * wrote, and may go on when theirs is paid. While one of them owes nothing the whole rate pays the
 * other's; while both owe, applying gets half, and more with a backlog, but never more than 9 in
 * 10.
 *
 * <p>Not thread-safe.
 */
final class RowBudget {
  /** A backlog of this many keys gives applying its greatest share. */
  private static final double FULL_SHARE_BACKLOG_KEYS = 20_000;

  private static final double LEAST_APPLY_SHARE = 0.5;
  private static final double GREATEST_APPLY_SHARE = 0.9;

  /** What is not used within this time is lost: nobody saves up for a burst. */
  private static final double BURST_SECONDS = 0.1;

  private double bulkDebt;
  private double applyDebt;
  private long paidAt;

  RowBudget(long nanoTime) {
    paidAt = nanoTime;
  }

  void used(boolean isApply, long rows) {
    if (isApply) {
      applyDebt += rows;
    } else {
      bulkDebt += rows;
    }
  }

  /** Time has passed at this rate. */
  void pay(long nanoTime, double rowsPerSecond, long backlogKeys) {
    double income = (nanoTime - paidAt) / 1e9 * rowsPerSecond;
    paidAt = nanoTime;
    double credit = -rowsPerSecond * BURST_SECONDS;
    double share = applyShare(backlogKeys);
    if (applyDebt <= 0) {
      share = 0;
    } else if (bulkDebt <= 0) {
      share = 1;
    }
    double toApply = income * share;
    // What one of them does not need any more is the other's.
    double spare = Math.max(0, toApply - Math.max(0, applyDebt));
    double toBulk = income - toApply + spare;
    double spareOfBulk = share < 1 ? Math.max(0, toBulk - Math.max(0, bulkDebt)) : 0;
    applyDebt = Math.max(credit, applyDebt - toApply + spare - spareOfBulk);
    bulkDebt = Math.max(credit, bulkDebt - toBulk);
  }

  private static double applyShare(long backlogKeys) {
    double need = Math.min(1, backlogKeys / FULL_SHARE_BACKLOG_KEYS);
    return LEAST_APPLY_SHARE + need * (GREATEST_APPLY_SHARE - LEAST_APPLY_SHARE);
  }

  /** How long until the debt is paid at this rate; zero if there is none. */
  Duration untilPaid(boolean isApply, double rowsPerSecond, long backlogKeys) {
    double debt = isApply ? applyDebt : bulkDebt;
    if (debt <= 0) {
      return Duration.ZERO;
    }
    boolean isShared = (isApply ? bulkDebt : applyDebt) > 0;
    double applyShare = applyShare(backlogKeys);
    double share = isShared ? (isApply ? applyShare : 1 - applyShare) : 1;
    return Duration.ofNanos((long) (debt / (rowsPerSecond * share) * 1e9) + 1);
  }
}
