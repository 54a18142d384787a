package dev.instar.migrator.twin;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link TwinTableMigrationTest} on every server version and with every kind of key. */
@Tag("wide")
final class TwinTableMatrixTest {
  static Stream<Arguments> versionsAndKinds() {
    return Arrays.stream(PostgresVersion.values())
        .flatMap(version -> KeyKind.ALL.stream().map(kind -> Arguments.of(version, kind)));
  }

  @ParameterizedTest
  @MethodSource("versionsAndKinds")
  void nothingIsLostAndNothingFails(PostgresVersion version, KeyKind kind) throws Exception {
    try (SharedDatabase database = PostgresServer.shared(version).createDatabase()) {
      TwinScenario.migrateUnderLoad(database, TwinConfig.of(kind, 21).withRows(20_000));
    }
  }
}
