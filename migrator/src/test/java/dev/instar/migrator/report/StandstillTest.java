package dev.instar.migrator.report;

import static dev.instar.migrator.report.Sample.CUSTOMERS;
import static dev.instar.migrator.report.Sample.ORDERS;
import static dev.instar.migrator.report.Sample.lock;
import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How long the application waits for statements that share a transaction, or do not. */
class StandstillTest {
  private static final LockClaim ALTERED = lock(ORDERS, LockMode.ACCESS_EXCLUSIVE);
  private static final LockClaim INDEXED = lock(ORDERS, LockMode.SHARE);
  private static final LockClaim WRITTEN = lock(ORDERS, LockMode.ROW_EXCLUSIVE);
  private static final Effect ADD_COLUMN = effect(Work.INSTANT, 0, ALTERED);
  private static final Effect UPDATE = effect(Work.BATCHED_WRITE, 75, WRITTEN);
  private static final Effect SET_NOT_NULL = effect(Work.SCAN, 10, ALTERED);
  private static final Effect CREATE_INDEX = effect(Work.INDEX_BUILD, 30, INDEXED);

  @Test
  void apartAMomentsLockIsAMoment() {
    assertThat(words(ADD_COLUMN)).isEqualTo("blocks the application for moments only");
    assertThat(words(ADD_COLUMN, UPDATE))
        .isEqualTo("keeps rows that it writes locked for about 1 min 15 s");
  }

  @Test
  void aLockThatIsKeptBlocksThroughWhatComesAfterIt() {
    assertThat(words(ADD_COLUMN, UPDATE.withKept(List.of(ALTERED))))
        .isEqualTo("blocks reads and writes for about 1 min 15 s");
    assertThat(words(CREATE_INDEX, UPDATE.withKept(List.of(INDEXED))))
        .isEqualTo("blocks writes for about 1 min 45 s");
    assertThat(words(SET_NOT_NULL, CREATE_INDEX.withKept(List.of(ALTERED))))
        .isEqualTo("blocks reads and writes for about 40 s");
  }

  @Test
  void throughWhatIsInstantItIsKeptForAMoment() {
    assertThat(words(ADD_COLUMN, ADD_COLUMN.withKept(List.of(ALTERED))))
        .isEqualTo("blocks the application for moments only");
  }

  @Test
  void rowsStayLockedUntilTheTransactionEnds() {
    assertThat(words(UPDATE, SET_NOT_NULL.withKept(List.of(WRITTEN))))
        .isEqualTo(
            "blocks reads and writes for about 10 s;"
                + " keeps rows that it writes locked for about 1 min 25 s");
    assertThat(words(UPDATE, SET_NOT_NULL, UPDATE))
        .isEqualTo(
            "blocks reads and writes for about 10 s;"
                + " keeps rows that it writes locked for about 1 min 15 s");
    assertThat(words(effect(Work.SCAN, 5, lock(CUSTOMERS, LockMode.SHARE)), UPDATE, UPDATE))
        .endsWith("locked for about 1 min 15 s");
  }

  @Test
  void whatIsNotKnownStaysUnknown() {
    Effect unknown =
        new Effect(
            List.of(WRITTEN),
            List.of(ALTERED),
            Work.BATCHED_WRITE,
            new Estimate(0, 0, Optional.empty(), ""),
            "",
            List.of());
    Standstill standstill = of(ADD_COLUMN, unknown);

    assertThat(standstill.reads()).isEmpty();
    assertThat(standstill.writes()).isEmpty();
    assertThat(standstill.isNone()).isFalse();
  }

  private static Effect effect(Work work, int seconds, LockClaim lock) {
    return new Effect(
        List.of(lock), work, new Estimate(0, 0, Duration.ofSeconds(seconds), ""), "", List.of());
  }

  private static String words(Effect... effects) {
    return of(effects).words();
  }

  private static Standstill of(Effect... effects) {
    return Standstill.asWritten(
        Arrays.stream(effects).map(e -> new Sample(1, "").statement(1).withAsWritten(e)).toList());
  }
}
