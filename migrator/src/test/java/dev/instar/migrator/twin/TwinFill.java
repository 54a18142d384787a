package dev.instar.migrator.twin;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Inserts the rows that a table begins with, and their images. Used by one thread. */
final class TwinFill {
  private static final int BATCH = 200;

  private final TwinTable table;
  private final Connection connection;
  private final SplittableRandom random;

  TwinFill(TwinTable table, Connection connection, long seed) {
    this.table = table;
    this.connection = connection;
    this.random = new SplittableRandom(seed);
  }

  /** Inserts so many new rows that belong to that writer, and adds them to what it knows. */
  void insert(int writer, WriterRows rows, int count) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement source = connection.prepareStatement(table.insertSource());
        PreparedStatement twin = connection.prepareStatement(table.insertTwin())) {
      for (int i = 1; i <= count; i++) {
        TwinRow row = rows.newRow(random);
        List<String> values = new ArrayList<>(RowChanges.values(table.key(), row, random));
        add(source, values);
        values.add(Integer.toString(writer));
        values.add(Long.toString(row.number()));
        add(twin, values);
        rows.add(row);
        if (i % BATCH == 0 || i == count) {
          source.executeBatch();
          twin.executeBatch();
        }
      }
    }
    connection.commit();
  }

  private static void add(PreparedStatement statement, List<String> values) throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      statement.setString(i + 1, values.get(i));
    }
    statement.addBatch();
  }
}
