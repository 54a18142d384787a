package dev.instar.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that orders no text as Unicode does works without ICU: it is loaded when it is used.
 */
@Timeout(120)
class LoadedWhenUsedTest {
  @TempDir private Path directory;

  @Test
  void whatUsesNoLinguisticCollationLoadsNoIcu() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                classPathWithoutIcu(),
                ServedDatabase.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String url = lines.readLine();
      try (Connection connection = connect(url);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE t (a text PRIMARY KEY, b text COLLATE \"C\", c char(3))");
        statement.execute("CREATE TABLE u (a text COLLATE \"en-x-icu\")");
        statement.execute(
            "INSERT INTO t SELECT 'Ä' || n, initcap('ab'), 'x' FROM generate_series(1, 50) n");
        assertThat(one(statement, "SELECT count(*) FROM t WHERE a > 'Ä3' AND a ILIKE 'ä%'"))
            .isEqualTo("27");
        assertThat(one(statement, "SELECT max(a COLLATE \"POSIX\") FROM t GROUP BY c ORDER BY c"))
            .isEqualTo("Ä9");
        assertThat(one(statement, "SELECT count(*) FROM pg_collation WHERE collprovider = 'i'"))
            .isEqualTo("3");
        assertThat(
                one(
                    statement,
                    "SELECT collation_name FROM information_schema.columns"
                        + " WHERE table_name = 'u'"))
            .isEqualTo("en-x-icu");
        assertThatThrownBy(() -> one(statement, "SELECT a < 'b' COLLATE \"en-x-icu\" FROM t"))
            .isInstanceOf(SQLException.class);
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static String classPathWithoutIcu() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("icu4j"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(url, "instar", ServedDatabase.PASSWORD);
  }

  private static String one(Statement statement, String sql) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
