package dev.instar.migrator.shadow.ledger.simulation;

import java.util.SplittableRandom;

/** The settings that go with a seed. */
final class Schedules {
  private static final int MANY = 1000;

  private Schedules() {}

  /** Everything as designed. */
  static Settings designed(long seed) {
    SplittableRandom random = new SplittableRandom(~seed);
    return new Settings(
        seed,
        Weakening.NONE,
        3 + random.nextInt(9),
        1 + random.nextInt(3),
        random.nextInt(4) > 0,
        random.nextInt(4) > 0,
        random.nextInt(6) == 0 ? 3 : MANY,
        false,
        random.nextInt(3) == 0,
        random.nextInt(4) == 0,
        random.nextInt(4));
  }

  /** One thing done wrongly; the verification is off where it would hide that by repairing it. */
  static Settings weakened(long seed, Weakening weakening) {
    Settings designed = designed(seed);
    boolean flushesWrongly =
        weakening == Weakening.I7_FLUSHED_KEYS_ARE_NOT_CHECKED_AGAIN
            || weakening == Weakening.I7_A_LOOK_SETTLES_WHAT_DIFFERS;
    return new Settings(
        seed,
        weakening,
        designed.keys(),
        designed.workers(),
        weakening != Weakening.I3_CHUNKS_AND_BATCHES_DO_NOT_TAKE_TURNS,
        flushesWrongly || weakening == Weakening.I7_A_DIFFERENCE_COUNTS_AT_ONCE,
        MANY,
        flushesWrongly,
        weakening == Weakening.I3_PULLED_KEYS_ARE_NOT_RESERVED || designed.swaps(),
        weakening == Weakening.I3_PULLED_KEYS_ARE_NOT_RESERVED || designed.isSlow(),
        designed.kills());
  }

  /** As designed, but for flushes that write wrong rows now and then. */
  static Settings writingWrongly(long seed) {
    Settings designed = designed(seed);
    return new Settings(
        seed,
        Weakening.NONE,
        designed.keys(),
        designed.workers(),
        designed.comparesKeys(),
        true,
        MANY,
        true,
        designed.swaps(),
        designed.isSlow(),
        designed.kills());
  }

  static Simulation.Result run(Settings settings) {
    try {
      return new Simulation(settings).run();
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("-Dinstar.seed=" + settings.seed() + ": " + e, e);
    }
  }
}
