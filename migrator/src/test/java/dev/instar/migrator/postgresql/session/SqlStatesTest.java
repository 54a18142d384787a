package dev.instar.migrator.postgresql.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only what another connection can mend is tried again. */
class SqlStatesTest {
  private static final Set<ErrorCode> MENDED_BY_ANOTHER_CONNECTION =
      EnumSet.of(
          ErrorCode.CONNECTION_LOST,
          ErrorCode.UNREACHABLE,
          ErrorCode.OUTCOME_UNKNOWN,
          // The code says nothing, so the cause does.
          ErrorCode.INTERNAL);

  @ParameterizedTest
  @EnumSource
  void anErrorThatCameFromALostConnectionIsWhatItsCodeSays(ErrorCode code) {
    SQLException lost = new SQLException("terminating connection", "57P01");
    assertThat(SqlStates.connectionLost(new MigrationException(code, "", "", lost)))
        .isEqualTo(MENDED_BY_ANOTHER_CONNECTION.contains(code));
  }

  @ParameterizedTest
  @EnumSource
  void anErrorWithoutACauseIsWhatItsCodeSays(ErrorCode code) {
    assertThat(SqlStates.connectionLost(new MigrationException(code, "", "")))
        .isEqualTo(MENDED_BY_ANOTHER_CONNECTION.contains(code) && code != ErrorCode.INTERNAL);
  }
}
