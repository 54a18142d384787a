package dev.instar.migrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The ways in which tools of this kind have lost data, each one seen in the field, and the tests
 * that show that this one does not. (One more is MySQL's alone: a batch of statements of which only
 * the last one's warnings were read. PostgreSQL raises an error where MySQL warns.)
 */
class FieldLossClassesTest {
  /** Each with its proofs, {@code package.Class#method}, packages below this one. */
  enum FieldLoss {
    DELIVERY_BEFORE_VISIBILITY(
        "postgresql.shadow.I1VisibilityOfOlderTransactionsTest"
            + "#aCommitThatStallsDuringTheCopyIsAppliedWhenItIsVisible",
        "postgresql.shadow.I1VisibilityOfOlderTransactionsTest"
            + "#aTransactionNeitherInTheStreamNorVisibleIsWaitedFor"),
    FRONTIER_MISTAKEN(
        "shadow.ledger.KeyLedgerTest#I2_aKeyInsideAChunkWaitsForItsOutcome",
        "shadow.ledger.KeyLedgerTest#I5_resumedFromASetOfRangesOnlyTheGapsAreCopied",
        "shadow.ledger.simulation.WeakeningTest#losesRows"),
    POSITION_AHEAD_OF_DATA(
        "postgresql.shadow.I5PositionTravelsWithDataTest#aFlushThatIsKilledLeavesItsPositionBehind",
        "postgresql.shadow.I5PositionTravelsWithDataTest"
            + "#aTransactionLargerThanTheBoundIsFlushedInParts",
        "postgresql.shadow.I5PositionTravelsWithDataTest#killedAtAnyMomentNothingIsLost"),
    POSITION_DOES_NOT_ROUND_TRIP(
        "shadow.ledger.CompactKeyTest#I5_everyKeyReadsBackAsItself",
        "postgresql.shadow.I5PositionTravelsWithDataTest#aBoundReadsBackAsItself"),
    CUT_OVER_LETS_WRITES_INTO_THE_OLD_TABLE(
        "postgresql.shape.I8NoWriteIsLostInTheSwapTest#onSeventeen",
        "postgresql.shadow.RebuildExecutorTest#aTableUnderWritesGetsItsNewShapeAndLosesNothing"),
    COPY_ERROR_TAKEN_FOR_END_OF_COPY(
        "postgresql.shadow.I4NothingIsSwallowedTest#whatDoesNotFitStopsTheMigration",
        "postgresql.shadow.I10UnknownIsAStateTest#theOutcomeOfEveryOtherCommitIsFoundToo"),
    CONFLICTS_HIDDEN(
        "postgresql.shadow.I4NothingIsSwallowedTest#duplicatesOfTheNewShapeAreNamedAndCanBeMended",
        "postgresql.shadow.I4NothingIsSwallowedTest#aDuplicateThatArisesLaterIsNamedAsWell"),
    KEY_CHANGING_UPDATE("twin.TwinTableMigrationTest#nothingIsLostAndNothingFails"),
    NULL_UPDATE_DROPPED("twin.TwinTableMigrationTest#nothingIsLostAndNothingFails"),
    VALUES_DECODED_DIFFERENTLY(
        "postgresql.shadow.I7VerifiedBeforeSwappedTest#theSmallestDifferenceInEveryTypeIsFound",
        "postgresql.shape.ShadowBuilderTest#theCopyFillsTheShadowAsTheNaiveAlterWould"),
    CHUNK_ORDER_IS_NOT_KEY_ORDER(
        "shadow.ledger.KeyOrderTest#whatOnlyTheServerCanCompareHasNoOrder",
        "twin.TwinTableMigrationTest#nothingIsLostAndNothingFails"),
    COMPOSITE_KEY_REDUCED_TO_ITS_FIRST_COLUMN(
        "shadow.ledger.KeyOrderTest#theFirstColumnThatDiffersDecides",
        "postgresql.shadow.I5PositionTravelsWithDataTest#aBoundReadsBackAsItself",
        "twin.TwinTableMigrationTest#nothingIsLostAndNothingFails"),
    WHAT_IT_RESTS_ON_VANISHES(
        "postgresql.shadow.ForeignChangesTest#aChangeOfTheTableStopsTheMigration",
        "postgresql.shadow.ForeignChangesTest#changesThatWereNotPublishedAreNotLost",
        "postgresql.shadow.I5PositionTravelsWithDataTest"
            + "#aSlotThatIsBeyondThePositionStopsTheMigration"),
    VERIFIER_BLIND_OR_VACUOUS(
        "postgresql.shadow.I7VerifiedBeforeSwappedTest#theSmallestDifferenceInEveryTypeIsFound",
        "postgresql.shadow.I7VerifiedBeforeSwappedTest"
            + "#missingAndSuperfluousRowsAreFoundFromOneEndToTheOther",
        "shadow.ledger.VerificationBookTest#I7_everyRangeIsCheckedFromEndToEnd"),
    COORDINATION(
        "journal.TakeoverTest#ofTwoWhoTakeOverAtOnceOneWins",
        "journal.JournalTest#aSecondUnfinishedMigrationIsImpossible",
        "run.LeaseTest#itOutlivesTheLossOfItsConnection",
        "run.RebuildRunTest#stoppedWhileItCopiesTheNextRunnerGoesOn",
        "postgresql.preflight.PreflightTest#aPoolerInTransactionModeIsFoundByItsSharedServer",
        "postgresql.shadow.I5PositionTravelsWithDataTest"
            + "#aRunnerOfAnEarlierEpochMovesNeitherRowsNorPosition"),
    LOCK_HOLDER_KEEPS_ITS_LOCKS(
        "postgresql.shadow.I8SwapUnderTheLockTest#whenThePatienceIsOverItSaysWhoWasInTheWay",
        "postgresql.shape.SwapTest#aRehearsalIsTakenBackAndAnEndedSessionLeavesNothing"),
    THROTTLE_FAILS_OPEN(
        "throttle.PacedThrottleTest#aSignalThatCannotBeReadCountsAsOverload",
        "throttle.PacedThrottleTest#aSignalThatIsFrozenOnItsLastGoodReadingCountsAsOverload"),
    SWAPPED_UNIQUE_VALUES(
        "postgresql.shadow.I4NothingIsSwallowedTest"
            + "#swappedUniqueValuesPassWhileCopyingUnderUniqueIndexes");

    /** One in a line. */
    private final String proofs;

    FieldLoss(String... proofs) {
      this.proofs = String.join("\n", proofs);
    }
  }

  @ParameterizedTest
  @EnumSource
  void isShownNotToHappenHere(FieldLoss loss) throws Exception {
    boolean inTheGate = false;
    for (String proof : loss.proofs.lines().toList()) {
      String[] names = proof.split("#");
      Method method = method(Class.forName("dev.instar.migrator." + names[0]), names[1]);
      assertThat(
              method.isAnnotationPresent(Test.class)
                  || method.isAnnotationPresent(ParameterizedTest.class))
          .as("%s is a test", proof)
          .isTrue();
      inTheGate |= !method.isAnnotationPresent(Tag.class);
    }
    assertThat(inTheGate).as("a proof that runs every time").isTrue();
  }

  private static Method method(Class<?> test, String name) {
    return Arrays.stream(test.getDeclaredMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError(test.getName() + " has no " + name));
  }
}
