package dev.instar.engine.oracle;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Runs the steps of a scenario on a connection, and writes down what is answered. */
final class ScenarioRun {
  private ScenarioRun() {}

  /** What each step was answered. */
  static List<String> run(Connection connection, ScenarioFile scenario) {
    List<String> answers = new ArrayList<>();
    for (ScenarioFile.Step step : scenario.steps()) {
      answers.add(answer(connection, step, scenario));
    }
    return answers;
  }

  private static String answer(
      Connection connection, ScenarioFile.Step step, ScenarioFile scenario) {
    boolean detailed = scenario.detailed();
    try {
      if (step.copiesIn()) {
        return "copied "
            + copies(connection).copyIn(step.sql(), new StringReader(step.data().get()));
      }
      if (step.copiesOut()) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rows = copies(connection).copyOut(step.sql(), out);
        return "copied " + rows + "\n" + out.toString(StandardCharsets.UTF_8);
      }
      try (Statement statement = connection.createStatement()) {
        boolean rows = statement.execute(step.sql());
        String answer =
            rows
                ? rows(statement.getResultSet(), step.isOrdered())
                : "count " + statement.getUpdateCount();
        return detailed ? answer + notices(statement) : answer;
      }
    } catch (SQLException e) {
      String details =
          detailed && e instanceof PSQLException error
              ? details(error.getServerErrorMessage())
              : "";
      return "error "
          + e.getSQLState()
          + ": "
          + e.getMessage().lines().findFirst().orElse("")
          + (scenario.places() ? place(e) : "")
          + details;
    } catch (IOException e) {
      return "error: " + e.getMessage();
    }
  }

  private static String notices(Statement statement) throws SQLException {
    StringBuilder notices = new StringBuilder();
    for (SQLWarning warning = statement.getWarnings();
        warning != null;
        warning = warning.getNextWarning()) {
      ServerErrorMessage notice = ((PSQLWarning) warning).getServerErrorMessage();
      notices.append("\n    ").append(notice.getSeverity()).append(' ');
      notices.append(warning.getSQLState()).append(": ").append(notice.getMessage());
      notices.append(details(notice));
    }
    return notices.toString();
  }

  /** Where in its statement an error is, and what it suggests. */
  private static String place(SQLException e) {
    ServerErrorMessage error = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    return error == null ? "" : " at " + error.getPosition() + ", hint: " + error.getHint();
  }

  private static String details(ServerErrorMessage message) {
    if (message == null) {
      return "";
    }
    return field("detail", message.getDetail())
        + field("hint", message.getHint())
        + field("schema", message.getSchema())
        + field("table", message.getTable())
        + field("column", message.getColumn())
        + field("constraint", message.getConstraint());
  }

  private static String field(String name, String value) {
    return value == null ? "" : "\n    " + name + ": " + value;
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
