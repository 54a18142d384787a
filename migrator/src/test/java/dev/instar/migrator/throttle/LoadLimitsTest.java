package dev.instar.migrator.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadLimitsTest {
  @Test
  void everySignalReadsWithItsUnit() {
    assertThat(
            LoadLimits.parse(
                "active_sessions=20, replica_lag=1.5s,replica_lag:east=500ms,retained_wal=2GB,"
                    + "snapshot_age=10m,file=/tmp/stop,query=SELECT count(*), 1 > 0 FROM a.b>3"))
        .containsExactly(
            new LoadLimit.ActiveSessions(20),
            new LoadLimit.ReplicaLag(Optional.empty(), Duration.ofMillis(1500)),
            new LoadLimit.ReplicaLag(Optional.of("east"), Duration.ofMillis(500)),
            new LoadLimit.RetainedWal(2L << 30),
            new LoadLimit.SnapshotAge(Duration.ofMinutes(10)),
            new LoadLimit.FlagFile(Path.of("/tmp/stop")),
            new LoadLimit.Query("SELECT count(*), 1 > 0 FROM a.b", 3));
    assertThat(LoadLimits.parse(" ")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cpu=5            | load limit: there is no signal \"cpu\"",
        "replica_lag      | load limit: \"replica_lag\" has no limit",
        "replica_lag=5    | load limit: replica_lag: \"5\" is not a duration; write a number with"
            + " ms, s, m, h or d, such as 5s",
        "replica_lag=-5s  | load limit: replica_lag: \"-5s\" is not a duration; write a number with"
            + " ms, s, m, h or d, such as 5s",
        "retained_wal=2 m | load limit: retained_wal: \"2 m\" is not a size; write a number with B,"
            + " kB, MB, GB or TB, such as 2GB",
        "active_sessions=many | load limit: active_sessions: \"many\" is not a whole number",
        "query=SELECT 1   | load limit: query: write it as query=SELECT …>number",
        "file=a,file=b    | load limit: \"file\" is given twice"
      })
  void whatCannotBeReadIsNamed(String text, String message) {
    assertThatThrownBy(() -> LoadLimits.parse(text))
        .isInstanceOfSatisfying(
            MigrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessage(message);
  }

  @Test
  void settingsReadBackFromTheControlTable() {
    ThrottleSettings settings =
        new ThrottleSettings(
            OptionalLong.of(5_000), OptionalDouble.of(0.5), "replica_lag=5s", "file=/tmp/stop");
    assertThat(ThrottleSettings.DEFAULT.with(settings.toJson())).isEqualTo(settings);
    assertThat(settings.with("{}")).isEqualTo(settings);
    assertThat(settings.with("{\"maxRowsPerSecond\": null, \"maxLoad\": null}"))
        .isEqualTo(
            new ThrottleSettings(
                OptionalLong.empty(), OptionalDouble.of(0.5), "", "file=/tmp/stop"));
    assertThat(settings.with(ThrottleSettings.DEFAULT.toJson()))
        .isEqualTo(ThrottleSettings.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"speed\": 1}            | throttle: unknown settings [speed]",
        "[]                        | throttle: not a JSON object: []",
        "{\"nice\": \"a lot\"}     | throttle: nice must be a number",
        "{\"nice\": -1}            | throttle: nice must be between 0 and 1000",
        "{\"maxRowsPerSecond\": 0} | throttle: maxRowsPerSecond must be 1 or more"
      })
  void settingsThatCannotBeAreNamed(String json, String message) {
    assertThatThrownBy(() -> ThrottleSettings.DEFAULT.with(json))
        .isInstanceOf(MigrationException.class)
        .hasMessage(message);
  }
}
