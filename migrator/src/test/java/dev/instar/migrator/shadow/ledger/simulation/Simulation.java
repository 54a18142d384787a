package dev.instar.migrator.shadow.ledger.simulation;

import dev.instar.changelog.LogPosition;
import dev.instar.changelog.postgresql.Lsn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** One schedule, from an application at work to the swap. */
final class Simulation {
  /**
   * How a schedule ended.
   *
   * @param difference how the new table differs from what the old one says it should be; null if
   *     not
   * @param reported how many rows the verification reported as different
   * @param stopped why the migration stopped before the swap; null if it did not
   * @param steps how many steps it took
   */
  record Result(String difference, int reported, String stopped, int steps) {
    boolean isRight() {
      return difference == null && reported == 0 && stopped == null;
    }
  }

  private static final int MAX_STEPS = 60_000;

  private final Settings settings;
  private final SplittableRandom random;
  private final FakeServer server;
  private final Application application;

  /** What the server goes on with, though its client is gone. */
  private final List<ShadowWork> orphans = new ArrayList<>();

  /** Migrators that were succeeded and do not know. */
  private final List<Pipeline> predecessors = new ArrayList<>();

  private Pipeline pipeline;

  Simulation(Settings settings) {
    this.settings = settings;
    random = new SplittableRandom(settings.seed());
    server = new FakeServer(random, settings.keys());
    application = new Application(server, settings.swaps());
  }

  /**
   * @throws AssertionError if an invariant does not hold on the way, or the schedule does not end
   */
  Result run() {
    int steps = 0;
    try {
      createSlot();
      pipeline = successor(server.finished, server.position);
      int busy = 150 + random.nextInt(350);
      int kills = settings.kills();
      while (!server.swapped) {
        if (++steps > MAX_STEPS) {
          throw new AssertionError("the schedule does not end: " + pipeline);
        }
        if (steps < busy && kills > 0 && random.nextInt(busy / settings.kills()) == 0) {
          kills--;
          succeed();
        } else {
          step(steps < busy);
        }
      }
    } catch (Stopped e) {
      return new Result(null, server.reported, e.getMessage(), steps);
    }
    return new Result(difference(), server.reported, null, steps);
  }

  private void step(boolean applicationBegins) {
    int choice = random.nextInt(100);
    if (choice < 40) {
      application.step(applicationBegins);
    } else if (choice < 43) {
      server.noise();
    } else if (choice < 53 && !orphans.isEmpty()) {
      ShadowWork orphan = orphans.get(random.nextInt(orphans.size()));
      if (orphan.step() || !orphan.goesOnAlone()) {
        orphans.remove(orphan);
      }
    } else if (choice < 60 && !predecessors.isEmpty()) {
      Pipeline predecessor = predecessors.get(random.nextInt(predecessors.size()));
      predecessor.step();
      predecessors.removeIf(Pipeline::isDead);
    } else {
      pipeline.step();
    }
  }

  /**
   * What is in the log before the slot's beginning is not in the stream; so it must be visible to
   * the first snapshot.
   */
  private void createSlot() {
    for (int i = random.nextInt(20); i > 0; i--) {
      application.step(true);
    }
    List<Transaction> open = application.writers();
    while (open.stream().anyMatch(writer -> writer.state == Transaction.State.ACTIVE)) {
      application.step(true);
    }
    server.confirmed = server.logEnd();
    server.position = new Lsn(server.confirmed);
    List<Transaction> older = application.writers();
    while (older.stream().anyMatch(Transaction::inProgress)
        && settings.weakening()
            != Weakening.I1_COPYING_STARTS_BEFORE_OLDER_TRANSACTIONS_HAVE_ENDED) {
      application.step(true);
    }
  }

  /** The migrator is killed, or loses its lease without noticing, and another takes over. */
  private void succeed() {
    boolean isUnaware = random.nextBoolean();
    Pipeline predecessor = pipeline;
    predecessor.disconnect();
    if (isUnaware) {
      predecessors.add(predecessor);
    }
    Set<Range> finished = new HashSet<>(server.finished);
    LogPosition position = server.position;
    boolean isEarly = settings.weakening() == Weakening.I10_THE_STATE_IS_READ_BEFORE_THE_TAKEOVER;
    for (int i = random.nextInt(40); isEarly && i > 0; i--) {
      predecessor.step();
      application.step(true);
    }
    if (settings.weakening() == Weakening.I10_THE_EPOCH_IS_NOT_CHECKED) {
      if (!isUnaware) {
        orphans.addAll(predecessor.leaveWorks());
        predecessor.die();
      }
    } else {
      if (!isUnaware) {
        predecessor.die();
      }
      // The takeover locks the epoch: it waits for whoever holds it, and ends them.
      predecessor.endWorks();
    }
    server.epoch++;
    if (server.swapped) {
      // The swap that had been sent went through: the successor sees it in the catalog (I10).
      return;
    }
    for (int i = random.nextInt(20); i > 0; i--) {
      application.step(true);
    }
    pipeline =
        successor(isEarly ? finished : server.finished, isEarly ? position : server.position);
  }

  private Pipeline successor(Set<Range> finished, LogPosition position) {
    if (server.confirmed > ((Lsn) position).value()
        && settings.weakening() != Weakening.I5_MORE_IS_ACKNOWLEDGED_THAN_WAS_SAVED) {
      throw new AssertionError("I5: the slot has confirmed " + server.confirmed + ", " + position);
    }
    Set<Range> ranges = finished;
    if (settings.weakening() == Weakening.I5_THE_FINISHED_SET_IS_ONE_FRONTIER
        && !finished.isEmpty()) {
      int highest = finished.stream().mapToInt(Range::upper).max().getAsInt();
      ranges = Set.of(new Range(Range.LOWEST, highest));
    }
    return new Pipeline(server, application, settings, ranges, position);
  }

  private String difference() {
    int now = server.snapshot();
    for (int key = 0; key < settings.keys(); key++) {
      Row source = server.source.read(key, now, null);
      Row expected = source == null ? null : source.transformed();
      Row actual = server.shadow.read(key, now, null);
      if (expected == null ? actual != null : !expected.equals(actual)) {
        return "key " + key + " should be " + expected + " and is " + actual;
      }
    }
    return null;
  }
}
