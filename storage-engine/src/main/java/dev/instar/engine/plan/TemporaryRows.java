package dev.instar.engine.plan;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.DataType;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Rows in a temporary file, which goes when it is closed. Of one thread.
 *
 * <pre>
 * file  = row*
 * row   = value*                     one for each slot
 * value = length:int32 byte*         as the protocol's binary form has it
 *       | -1:int32                   NULL
 * </pre>
 */
final class TemporaryRows {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final List<DataType> types;
  private final int count;

  private TemporaryRows(Path file, List<DataType> types, int count) {
    this.file = file;
    this.types = types;
    this.count = count;
  }

  /**
   * @throws SqlException 53100 if they cannot be written
   */
  static TemporaryRows write(List<Object[]> rows, List<DataType> types) {
    Path file = null;
    try {
      file = Files.createTempFile("instar-sort-", ".tmp");
      file.toFile().deleteOnExit();
      try (DataOutputStream out =
          new DataOutputStream(
              new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES))) {
        for (Object[] row : rows) {
          write(row, types, out);
        }
      }
      return new TemporaryRows(file, types, rows.size());
    } catch (IOException e) {
      delete(file);
      throw new SqlException(SqlState.DISK_FULL, "could not write to a temporary file", e);
    }
  }

  private static void write(Object[] row, List<DataType> types, DataOutputStream out)
      throws IOException {
    for (int i = 0; i < types.size(); i++) {
      if (row[i] == null) {
        out.writeInt(-1);
      } else {
        byte[] bytes = types.get(i).send(row[i]);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
  }

  RowSource read() {
    try {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
      return new Reading(in);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  void close() {
    delete(file);
  }

  private static void delete(Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It is marked to go when the process ends.
      file.toFile().deleteOnExit();
    }
  }

  private static SqlException unreadable(IOException e) {
    return new SqlException(SqlState.IO_ERROR, "could not read from a temporary file", e);
  }

  private final class Reading implements RowSource {
    private final DataInputStream in;
    private int read;

    Reading(DataInputStream in) {
      this.in = in;
    }

    @Override
    public Object[] next() {
      if (read == count) {
        return null;
      }
      read++;
      try {
        Object[] row = new Object[types.size()];
        for (int i = 0; i < row.length; i++) {
          int length = in.readInt();
          row[i] = length < 0 ? null : types.get(i).receive(in.readNBytes(length));
        }
        return row;
      } catch (IOException e) {
        throw unreadable(e);
      }
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
  }
}
