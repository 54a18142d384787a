package dev.instar.engine.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Runs the steps of a scenario on a connection, and writes down what is answered. */
final class ScenarioRun {
  private ScenarioRun() {}

  /** What each step was answered. */
  static List<String> run(Connection connection, List<ScenarioFile.Step> steps) {
    List<String> answers = new ArrayList<>();
    for (ScenarioFile.Step step : steps) {
      answers.add(answer(connection, step));
    }
    return answers;
  }

  private static String answer(Connection connection, ScenarioFile.Step step) {
    try {
      if (step.copiesIn()) {
        return "copied " + copies(connection).copyIn(step.sql(), new StringReader(step.data().get()));
      }
      if (step.copiesOut()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rows = copies(connection).copyOut(step.sql(), out);
        return "copied " + rows + "\n" + out.toString(StandardCharsets.UTF_8);
      }
      try (Statement statement = connection.createStatement()) {
        boolean rows = statement.execute(step.sql());
        return rows
            ? rows(statement.getResultSet(), step.isOrdered())
            : "count " + statement.getUpdateCount();
      }
    } catch (SQLException e) {
      return "error " + e.getSQLState() + ": " + e.getMessage().lines().findFirst().orElse("");
    } catch (IOException e) {
      return "error: " + e.getMessage();
    }
  }

  private static CopyManager copies(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  private static String rows(ResultSet result, boolean ordered) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    StringBuilder head = new StringBuilder();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      head.append(i == 1 ? "" : " | ").append(columns.getColumnLabel(i));
      head.append(' ').append(columns.getColumnTypeName(i));
    }
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      StringBuilder row = new StringBuilder();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        String value = result.getString(i);
        row.append(i == 1 ? "" : " | ").append(value == null ? "NULL" : "'" + value + "'");
      }
      rows.add(row.toString());
    }
    if (!ordered) {
      Collections.sort(rows);
    }
    return head + "\n" + String.join("\n", rows);
  }
}
