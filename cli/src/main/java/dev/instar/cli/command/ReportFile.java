package dev.instar.cli.command;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code html=plan.html}: a form of report and the file that it goes to. */
record ReportFile(PlanFormat format, Path file) {

  /**
   * Writes the file, over one that is there.
   *
   * @throws MigrationException with OUTPUT_LOST if it cannot be written
   */
  void write(String report) {
    try {
      Files.writeString(file, report);
    } catch (NoSuchFileException e) {
      throw notWritten("there is no directory for it", e);
    } catch (IOException e) {
      throw notWritten(String.valueOf(e.getMessage()), e);
    }
  }

  private MigrationException notWritten(String why, IOException e) {
    return new MigrationException(
        ErrorCode.OUTPUT_LOST,
        "it was planned, but the report could not be written to " + file + ": " + why,
        "Name a file that can be written.",
        e);
  }

  /** Reads {@code FORMAT=FILE}. */
  static final class Converter implements ITypeConverter<ReportFile> {
    @Override
    public ReportFile convert(String text) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new TypeConversionException("'" + text + "' is not FORMAT=FILE");
      }
      if (text.endsWith("=-")) {
        throw new TypeConversionException("'" + text + "': --format goes to standard output");
      }
      try {
        return new ReportFile(
            PlanFormat.valueOf(text.substring(0, equals).toUpperCase(Locale.ROOT)),
            Path.of(text.substring(equals + 1)));
      } catch (InvalidPathException e) {
        throw new TypeConversionException("'" + text + "' names no file");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(
            "'" + text.substring(0, equals) + "' is none of " + PlanFormat.NAMES);
      }
    }
  }
}
