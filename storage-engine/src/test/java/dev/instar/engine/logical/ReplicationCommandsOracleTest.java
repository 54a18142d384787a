package dev.instar.engine.logical;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.instar.engine.BundledDatabase;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The commands of a replication connection are answered as a real server answers them. */
final class ReplicationCommandsOracleTest {
  private static final List<String> COMMANDS =
      List.of(
          "IDENTIFY_SYSTEM",
          "identify_system ;",
          "SHOW wal_level",
          "SELECT 1 + 1",
          "CREATE_REPLICATION_SLOT s_one LOGICAL pgoutput",
          "CREATE_REPLICATION_SLOT s_one LOGICAL pgoutput",
          "CREATE_REPLICATION_SLOT \"s_two\" TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT",
          "CREATE_REPLICATION_SLOT s_three LOGICAL \"pgoutput\" (SNAPSHOT 'nothing')",
          "CREATE_REPLICATION_SLOT s_four LOGICAL pgoutput (SNAPSHOT 'use')",
          "CREATE_REPLICATION_SLOT s_four LOGICAL pgoutput (SNAPSHOT 'what')",
          "CREATE_REPLICATION_SLOT s_four LOGICAL pgoutput USE_SNAPSHOT",
          "CREATE_REPLICATION_SLOT s_four LOGICAL nothing_of_that_kind",
          "CREATE_REPLICATION_SLOT \"S_four\" LOGICAL pgoutput",
          "CREATE_REPLICATION_SLOT \"\" LOGICAL pgoutput",
          "CREATE_REPLICATION_SLOT s_four",
          "CREATE_REPLICATION_SLOT s_four LOGICAL pgoutput more",
          "BEGIN ISOLATION LEVEL REPEATABLE READ",
          "CREATE_REPLICATION_SLOT s_used LOGICAL pgoutput (SNAPSHOT 'use')",
          "ROLLBACK",
          "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
          "CREATE_REPLICATION_SLOT s_used LOGICAL pgoutput (SNAPSHOT 'use')",
          "SELECT count(*) FROM pg_namespace WHERE nspname = 'public'",
          "COMMIT",
          "BEGIN",
          "CREATE_REPLICATION_SLOT s_five LOGICAL pgoutput (SNAPSHOT 'export')",
          "ROLLBACK",
          "READ_REPLICATION_SLOT s_one",
          "READ_REPLICATION_SLOT nowhere",
          "START_REPLICATION SLOT nowhere LOGICAL 0/0 (proto_version '1', publication_names 'p')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version '1')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (publication_names 'p')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version '0', publication_names 'p')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version '5', publication_names 'p')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version 'x', publication_names 'p')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version '1', proto_version '1')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version '1', publication_names 'p q')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version '1', publication_names 'p',"
              + " binary 'maybe')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version '1', publication_names 'p',"
              + " origin 'x')",
          "START_REPLICATION SLOT s_one LOGICAL 0/0 (proto_version '1', publication_names 'p',"
              + " unheard 'of')",
          "DROP_REPLICATION_SLOT s_two",
          "DROP_REPLICATION_SLOT s_three WAIT",
          "DROP_REPLICATION_SLOT s_used",
          "DROP_REPLICATION_SLOT nowhere",
          "DROP_REPLICATION_SLOT nowhere WAIT",
          "SELECT slot_name, plugin, slot_type, temporary, active FROM pg_replication_slots"
              + " WHERE database = current_database() ORDER BY 1",
          "DROP_REPLICATION_SLOT s_one");

  @Test
  void commandsAreAnsweredAlike() throws SQLException {
    List<String> expected;
    PostgresServer server = PostgresServer.shared(PostgresVersion.V17);
    try (SharedDatabase database = server.createDatabase();
        StreamClient client =
            new StreamClient(database.jdbcUrl(), server.user(), server.password())) {
      expected = answers(client);
    }
    try (BundledDatabase database = BundledDatabase.inMemory();
        StreamClient client =
            new StreamClient(database.jdbcUrl(), database.user(), database.password())) {
      assertEquals(String.join("\n", expected), String.join("\n", answers(client)));
    }
  }

  private static List<String> answers(StreamClient client) throws SQLException {
    List<String> answers = new ArrayList<>();
    try (Statement statement = client.connection().createStatement()) {
      for (String command : COMMANDS) {
        answers.add(command + " → " + answer(statement, command));
      }
    }
    return answers;
  }

  private static String answer(Statement statement, String command) {
    try {
      if (!statement.execute(command)) {
        return "done";
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows(rows);
      }
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getMessage().lines().findFirst().orElse("");
    }
  }

  private static String rows(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    StringBuilder out = new StringBuilder();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      out.append(columns.getColumnName(i)).append(':').append(columns.getColumnTypeName(i));
      out.append(' ');
    }
    while (rows.next()) {
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        out.append('|').append(masked(columns.getColumnName(i), rows.getString(i)));
      }
    }
    return out.toString();
  }

  /** Positions and what is another's on another server are shown as what they are. */
  private static String masked(String column, String value) {
    if (value == null) {
      return "NULL";
    }
    return switch (column) {
      case "systemid", "dbname", "snapshot_name" -> "some";
      case "xlogpos", "consistent_point" ->
          value.matches("[0-9A-F]+/[0-9A-F]+") ? "a position" : value;
      default -> value;
    };
  }
}
