package dev.instar.cli.command;

import dev.instar.cli.input.TextFile;
import dev.instar.cli.output.OutputFile;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.baseline.Baseline;
import dev.instar.migrator.plan.baseline.BaselineJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Findings that are known and tolerated, in a file. */
final class BaselineOption {
  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description =
          "Findings that are known and tolerated, as `instar plan --write-baseline` writes them:"
              + " they stop nothing.")
  private Optional<Path> file = Optional.empty();

  /**
   * Looks whether it is a baseline, and the only one: what it tolerates would not be in a new one.
   *
   * @param other one that is to be written
   * @throws dev.instar.migrator.error.MigrationException with USAGE if the file cannot be read or
   *     is no baseline, or both were given
   */
  void check(Optional<Path> other) {
    if (file.isPresent() && other.isPresent()) {
      throw Usage.error(
          "--baseline %s and --write-baseline %s were given: one or the other"
              .formatted(file.get(), other.get()));
    }
    file.ifPresent(BaselineOption::read);
  }

  /** The plan with what is known accepted. Says what the file knows and the plan has no more. */
  Plan accept(Shell shell, Plan plan) {
    if (file.isEmpty()) {
      return plan;
    }
    Baseline baseline = read(file.get());
    List<String> gone = baseline.gone(plan);
    if (!gone.isEmpty()) {
      shell
          .error()
          .printf(
              "note: %s no longer in %s: %s; refresh %s with 'instar plan --write-baseline %s'%n",
              gone.size() == 1 ? "1 finding is" : gone.size() + " findings are",
              plan.name(),
              String.join(", ", gone),
              file.get(),
              file.get());
    }
    return baseline.accept(plan);
  }

  private static Baseline read(Path file) {
    return BaselineJson.read(file.toString(), TextFile.read(file));
  }

  /**
   * Writes what is found in a plan into a baseline, which may be there already, and says so.
   *
   * @return the plan with all of it accepted
   * @throws dev.instar.migrator.error.MigrationException with USAGE if the file is there and is no
   *     baseline, OUTPUT_LOST if it cannot be written
   */
  Plan write(Shell shell, Path other, Plan plan) {
    Baseline before = Files.exists(other) ? read(other) : Baseline.NONE;
    Baseline baseline = before.with(plan);
    OutputFile.write(other, BaselineJson.write(baseline));
    int findings = baseline.size(plan);
    shell
        .error()
        .printf(
            "%s of %s written to %s, which has %d%n",
            findings == 1 ? "1 finding" : findings + " findings",
            plan.name(),
            other,
            baseline.size());
    return baseline.accept(plan);
  }
}
