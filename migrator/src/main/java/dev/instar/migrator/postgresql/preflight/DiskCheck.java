package dev.instar.migrator.postgresql.preflight;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.schema.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Whether the shadow and the log of its copy fit, as far as that can be seen from here. */
final class DiskCheck {
  /** The shadow is about as large as the table, and so is the log that its rows make. */
  private static final int COPIES = 2;

  private DiskCheck() {}

  static void run(Connection connection, List<TableName> tables, Outcome outcome)
      throws SQLException {
    long neededBytes = 0;
    for (TableName table : tables) {
      neededBytes +=
          COPIES
              * Facts.of(
                      connection,
                      "SELECT coalesce(pg_total_relation_size(to_regclass(?)), 0) AS bytes",
                      table.quoted())
                  .orElseThrow()
                  .number("bytes");
    }
    Optional<Path> directory = dataDirectory(connection);
    if (directory.isEmpty()) {
      outcome.notice(
          "DISK-SPACE-UNKNOWN",
          "the rebuild needs about "
              + megabytes(neededBytes)
              + "; whether they are free could not be checked from here",
          "Look at the server's file system.");
      return;
    }
    report(directory.get(), neededBytes, outcome);
  }

  /** Where the data lies, if the server is on this machine and says so. */
  private static Optional<Path> dataDirectory(Connection connection) throws SQLException {
    Facts facts =
        Facts.of(
                connection,
                """
                SELECT (SELECT setting FROM pg_settings WHERE name = 'data_directory') AS directory,
                       coalesce(inet_server_addr() <<= '127.0.0.0/8'
                                OR inet_server_addr() = '::1', true) AS local
                """)
            .orElseThrow();
    if (!facts.is("local") || facts.text("directory").isEmpty()) {
      return Optional.empty();
    }
    Path directory = Path.of(facts.text("directory"));
    return Files.isDirectory(directory) ? Optional.of(directory) : Optional.empty();
  }

  private static void report(Path directory, long neededBytes, Outcome outcome) {
    long freeBytes;
    try {
      freeBytes = Files.getFileStore(directory).getUsableSpace();
    } catch (IOException e) {
      outcome.notice(
          "DISK-SPACE-UNKNOWN",
          "the rebuild needs about "
              + megabytes(neededBytes)
              + "; the file system of "
              + directory
              + " does not say how much is free: "
              + e.getMessage(),
          "Look at the server's file system.");
      return;
    }
    if (freeBytes < neededBytes) {
      outcome.problem(
          ErrorCode.DISK_SPACE,
          "the rebuild needs about "
              + megabytes(neededBytes)
              + ", and "
              + megabytes(freeBytes)
              + " are free under "
              + directory,
          "Make room first.");
    }
  }

  private static String megabytes(long bytes) {
    return (bytes + 999_999) / 1_000_000 + " MB";
  }
}
