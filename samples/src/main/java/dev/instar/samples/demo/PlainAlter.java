package dev.instar.samples.demo;

import dev.instar.engine.oracle.SharedDatabase;
import dev.instar.migrator.progress.ProgressEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the statement as it is written. */
record PlainAlter(String sql) implements Change {
  @Override
  public Optional<ProgressEvent.RebuildSummary> run(
      SharedDatabase database, Consumer<String> status) throws SQLException {
    status.accept("table locked");
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
    return Optional.empty();
  }
}
