package dev.instar.cli.input;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.run.Migrations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A migration as written.
 *
 * @param name the file's name without {@code .sql}, {@code stdin} for standard input
 * @param sql its text, without a byte order mark
 */
public record Script(String name, String sql) {
  /** Far beyond anything written by hand; a dump given by mistake must not exhaust the memory. */
  private static final int BYTES_MAX = 16 << 20;

  /** Of a file that has run before; those that fill tables are larger than what is planned. */
  private static final int EARLIER_BYTES_MAX = 64 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  public Script {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sql, "sql");
  }

  /**
   * Reads a script.
   *
   * @param argument a file, or {@code -} for standard input
   * @throws MigrationException with USAGE if it cannot be read, is empty or is not UTF-8
   */
  public static Script read(String argument, InputStream standardInput) {
    if (argument.equals("-")) {
      return of("stdin", "standard input", bytes("standard input", standardInput, BYTES_MAX));
    }
    if (argument.isEmpty()) {
      throw usage("no file was named", "Name one file of SQL, or - for standard input.");
    }
    Path file = Path.of(argument);
    if (Files.isDirectory(file)) {
      throw usage(argument + " is a directory", "Name one file of SQL.");
    }
    return of(
        withoutSuffix(file.getFileName().toString()), argument, bytes(argument, file, BYTES_MAX));
  }

  /**
   * The text of a script that has run before; it may be empty.
   *
   * @throws MigrationException with USAGE if it cannot be read or is not UTF-8
   */
  public static String earlier(Path file) {
    return text(file.toString(), bytes(file.toString(), file, EARLIER_BYTES_MAX));
  }

  /** What its migration is known by. */
  public String checksum() {
    return Migrations.checksum(sql);
  }

  private static byte[] bytes(String source, Path file, int max) {
    try (InputStream stream = Files.newInputStream(file)) {
      return bytes(source, stream, max);
    } catch (NoSuchFileException e) {
      throw usage("there is no file " + source, "Check the path of the file.");
    } catch (AccessDeniedException e) {
      throw usage("cannot read " + source + ": permission denied", "Check its permissions.");
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static byte[] bytes(String source, InputStream stream, int max) {
    try {
      byte[] bytes = stream.readNBytes(max + 1);
      if (bytes.length > max) {
        throw usage(
            source + " is larger than " + (max >> 20) + " MiB",
            "A migration is a script of schema changes; load data with COPY.");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(source, e);
    }
  }

  private static Script of(String name, String source, byte[] bytes) {
    String sql = text(source, bytes);
    if (sql.isBlank()) {
      throw usage(source + " is empty", "Write the statements of the migration into it.");
    }
    return new Script(name, sql);
  }

  private static String text(String source, byte[] bytes) {
    String sql;
    try {
      sql = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw usage(source + " is not text in UTF-8", "Convert it, for example with iconv.");
    }
    return sql.startsWith(BYTE_ORDER_MARK) ? sql.substring(1) : sql;
  }

  private static String withoutSuffix(String name) {
    return name.endsWith(".sql") ? name.substring(0, name.length() - ".sql".length()) : name;
  }

  private static MigrationException usage(String message, String advice) {
    return new MigrationException(ErrorCode.USAGE, message, advice);
  }

  private static MigrationException unreadable(String source, IOException e) {
    return new MigrationException(
        ErrorCode.USAGE,
        "cannot read " + source + ": " + reason(e),
        "Check the path of the file.",
        e);
  }

  /** What the system says of a file, without its name once more. */
  private static String reason(IOException e) {
    return e instanceof FileSystemException system && system.getReason() != null
        ? system.getReason()
        : String.valueOf(e.getMessage());
  }
}
