package dev.instar.cli.input;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
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

/** A file that Instar wrote once and is given back: a saved plan, a baseline. */
public final class TextFile {
  /** A saved plan holds its script, of 16 MiB at most, about thrice. */
  private static final int BYTES_MAX = 64 << 20;

  private TextFile() {}

  /**
   * Its text.
   *
   * @throws MigrationException with USAGE if it cannot be read or is not UTF-8
   */
  public static String read(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw usage(file + " is larger than " + (BYTES_MAX >> 20) + " MiB", null);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw usage("there is no file " + file, e);
    } catch (AccessDeniedException e) {
      throw usage("cannot read " + file + ": permission denied", e);
    } catch (CharacterCodingException e) {
      throw usage(file + " is not text in UTF-8", e);
    } catch (IOException e) {
      String reason =
          e instanceof FileSystemException system && system.getReason() != null
              ? system.getReason()
              : String.valueOf(e.getMessage());
      throw usage("cannot read " + file + ": " + reason, e);
    }
  }

  private static MigrationException usage(String message, IOException cause) {
    return new MigrationException(ErrorCode.USAGE, message, "Check the path of the file.", cause);
  }
}
