package dev.instar.engine.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * All pairs of levels, of tables and of rows: does the second wait for the first, here and there.
 */
class LockModePairsTest {

  @Test
  void eachPairOfTableLevelsIsGrantedOrRefusedAsPostgresDoes() throws SQLException {
    List<String> statements = new ArrayList<>();
    for (LockMode mode : LockMode.values()) {
      statements.add("lock table t in %s mode".formatted(mode.sql().toLowerCase(Locale.ROOT)));
    }
    compareAllPairs(statements, 38);
  }

  @Test
  void eachPairOfRowStrengthsIsGrantedOrRefusedAsPostgresDoes() throws SQLException {
    List<String> statements = new ArrayList<>();
    for (RowLockMode mode : RowLockMode.values()) {
      statements.add(
          "select from r where id = 1 for %s".formatted(mode.sql().toLowerCase(Locale.ROOT)));
    }
    compareAllPairs(statements, 10);
  }

  private static void compareAllPairs(List<String> statements, int conflicts) throws SQLException {
    List<String> script = new ArrayList<>();
    for (String held : statements) {
      for (String asked : statements) {
        script.add("1: " + held);
        script.add("2: " + asked);
        script.add("1: commit");
        script.add("2: commit");
      }
    }
    try (EngineSessions engine = new EngineSessions(2);
        PostgresSessions postgres = new PostgresSessions(2)) {
      List<String> ours = LockScript.run(script, engine);
      assertThat(ours).filteredOn(line -> line.contains("waits for 1")).hasSize(conflicts);
      assertThat(ours).isEqualTo(LockScript.run(script, postgres));
    }
  }
}
