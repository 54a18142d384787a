package dev.instar.engine.disk;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.io.IOException;

/** Input and output that failed, as SQLSTATEs. */
final class DiskErrors {
  private DiskErrors() {}

  static SqlException failed(String action, Object file, IOException cause) {
    String reason = String.valueOf(cause.getMessage());
    boolean full =
        reason.contains("No space left on device") || reason.contains("Disk quota exceeded");
    return new SqlException(
        full ? SqlState.DISK_FULL : SqlState.IO_ERROR,
        "could not " + action + " \"" + file + "\": " + reason,
        cause);
  }
}
