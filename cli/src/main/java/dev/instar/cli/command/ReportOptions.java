package dev.instar.cli.command;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.flyway.PendingVersion;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.report.Ink;
import java.io.File;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** In which forms a plan is printed, and where to. */
final class ReportOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = {"What goes to standard output: " + PlanFormat.NAMES + ".", "Default: text."})
  private PlanFormat format = PlanFormat.TEXT;

  @Option(
      names = "--report",
      paramLabel = "FORMAT=FILE",
      converter = ReportFile.Converter.class,
      description = {
        "Writes the plan to a file as well, such as html=plan.html. May be given several times."
      })
  private List<ReportFile> files = List.of();

  /**
   * Refuses files that would be written over each other, or over a script.
   *
   * @param scripts the arguments that name them
   * @param others what the command writes beside the reports
   * @throws MigrationException with USAGE
   */
  void check(List<String> scripts, List<Path> others) {
    Set<Path> read = scripts.stream().map(ReportOptions::normal).collect(Collectors.toSet());
    Set<Path> written = new HashSet<>();
    Stream.concat(others.stream(), files.stream().map(ReportFile::file))
        .forEach(
            file -> {
              if (read.contains(normal(file.toString()))) {
                throw Usage.error("the script " + file + " would be written over");
              }
              if (!written.add(normal(file.toString()))) {
                throw Usage.error(file + " would be written twice");
              }
            });
  }

  private static Path normal(String file) {
    return Path.of(file).toAbsolutePath().normalize();
  }

  /**
   * Prints the plans of a folder in all forms that were asked for.
   *
   * @throws MigrationException with USAGE if one is for a single plan, OUTPUT_LOST if a file cannot
   *     be written
   */
  void print(Shell shell, List<PendingVersion> pending) {
    Ink ink = shell.terminal().outputInk();
    shell.output().print(FolderReport.render(format, ink, pending));
    for (ReportFile file : files) {
      file.write(FolderReport.render(file.format(), Ink.PLAIN, pending));
    }
  }

  /**
   * Prints a plan in all its forms.
   *
   * @param script the argument that names its script
   * @throws MigrationException with OUTPUT_LOST if a file cannot be written
   */
  void print(Shell shell, String script, Plan plan) {
    String path = path(script);
    shell.output().print(format.report(shell.terminal().outputInk(), path).render(plan));
    for (ReportFile file : files) {
      file.write(file.format().report(Ink.PLAIN, path).render(plan));
    }
  }

  /**
   * Prints why there is no plan, in those forms that a review shows; the others stay away.
   *
   * @throws MigrationException with OUTPUT_LOST if a file cannot be written
   */
  void printFailure(Shell shell, PendingVersion failed) {
    List<PendingVersion> one = List.of(failed);
    if (format.ofReview()) {
      shell.output().print(FolderReport.render(format, Ink.PLAIN, one));
    }
    for (ReportFile file : files) {
      if (file.format().ofReview()) {
        file.write(FolderReport.render(file.format(), Ink.PLAIN, one));
      }
    }
  }

  /** The script's path as tools compare it with those in a repository. */
  static String path(String script) {
    if (script.equals("-")) {
      return "stdin";
    }
    String path = script.replace(File.separatorChar, '/');
    return path.startsWith("./") ? path.substring(2) : path;
  }
}
