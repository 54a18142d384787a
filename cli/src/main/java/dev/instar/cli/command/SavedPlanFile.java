package dev.instar.cli.command;

import dev.instar.cli.input.Script;
import dev.instar.cli.input.TextFile;
import dev.instar.cli.output.OutputFile;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.json.SavedPlan;
import dev.instar.migrator.plan.json.SavedPlanJson;
import dev.instar.migrator.report.Printable;
import dev.instar.migrator.report.Secrets;
import dev.instar.migrator.report.Wording;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A saved plan in its file. It holds the script as it is, and so is its owner's alone. */
record SavedPlanFile(Path path) {
  private static final int DIFFERENCES_MAX = 5;

  /** Characters of a script's line: two of them fit into a terminal's. */
  private static final int LINE_MAX = 60;

  /**
   * The plan.
   *
   * @throws MigrationException with USAGE if it cannot be read or is none, PLAN_STALE if it was
   *     altered or another release wrote it
   */
  SavedPlan read() {
    return SavedPlanJson.read(path.toString(), TextFile.read(path));
  }

  /**
   * The script of a saved plan.
   *
   * @param given a file that must hold it still, where one was named
   * @throws MigrationException with PLAN_STALE if it holds something else
   */
  Script script(SavedPlan saved, Optional<String> given, InputStream standardInput) {
    Script script = new Script(saved.plan().name(), saved.script());
    if (given.isPresent()) {
      List<String> now = Script.read(given.get(), standardInput).sql().lines().toList();
      List<String> then = script.sql().lines().toList();
      if (!now.equals(then)) {
        throw stale(
            "%s was not made from %s as it is now:".formatted(path, given.get()),
            List.of(firstDifference(then, now)),
            "Nothing was run. If the change is meant, plan again and read what comes of it:"
                + " 'instar plan --output %s %s'.".formatted(path, given.get()));
      }
    }
    return script;
  }

  private static String firstDifference(List<String> then, List<String> now) {
    int line = 0;
    while (line < Math.min(then.size(), now.size()) && then.get(line).equals(now.get(line))) {
      line++;
    }
    return "line %d was %s, is %s".formatted(line + 1, line(then, line), line(now, line));
  }

  private static String line(List<String> lines, int index) {
    if (index >= lines.size()) {
      return "not there";
    }
    String line = Wording.shortened(lines.get(index), LINE_MAX);
    return line.isEmpty() ? "empty" : "'" + line + "'";
  }

  /**
   * @param differences why it cannot be carried out any more; nothing if it can
   * @throws MigrationException with PLAN_STALE if there are any
   */
  void requireNone(SavedPlan saved, List<String> differences) {
    if (!differences.isEmpty()) {
      throw stale(
          path + " does not fit any more:",
          differences,
          "Nothing was run. If these changes are meant, plan %s again and read what comes of it:"
                  .formatted(saved.plan().name())
              + " 'instar plan --output %s' and the script.".formatted(path));
    }
  }

  /** A difference a line; those beyond what is read at a glance are counted. */
  private static MigrationException stale(String head, List<String> differences, String advice) {
    int more = differences.size() - DIFFERENCES_MAX;
    Stream<String> told = differences.stream().limit(DIFFERENCES_MAX).map(Secrets::masked);
    Stream<String> rest = more > 0 ? Stream.of("and %d more".formatted(more)) : Stream.empty();
    return new MigrationException(
        ErrorCode.PLAN_STALE,
        Stream.concat(told, rest)
            .map(Printable::of)
            .collect(Collectors.joining("\n  ", head + "\n  ", "")),
        advice);
  }

  /**
   * Refuses to be written over something that is no plan, or for a script that holds a password.
   *
   * @throws MigrationException with USAGE
   */
  void check(Script script) {
    if (Secrets.in(script.sql())) {
      throw new MigrationException(
          ErrorCode.USAGE,
          script.name() + " holds a password, and a saved plan would hold it too",
          "Carry out the script itself: 'instar migrate' and the file.");
    }
    checkTarget();
  }

  private void checkTarget() {
    if (Files.exists(path)
        && (!Files.isRegularFile(path) || !SavedPlanJson.isOne(TextFile.read(path)))) {
      throw new MigrationException(
          ErrorCode.USAGE,
          path + " is there and is no saved plan: it is not overwritten",
          "Name another file.");
    }
  }

  /**
   * Writes it, over a plan that is there.
   *
   * @throws MigrationException with USAGE if something else is there, OUTPUT_LOST if it cannot be
   *     written
   */
  void write(SavedPlan plan) {
    checkTarget();
    OutputFile.writePrivate(path, SavedPlanJson.write(plan));
  }
}
