package dev.instar.cli.command;

import dev.instar.cli.input.Script;
import dev.instar.cli.input.TextFile;
import dev.instar.cli.output.OutputFile;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.json.SavedPlan;
import dev.instar.migrator.plan.json.SavedPlanJson;
import dev.instar.migrator.report.Secrets;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A saved plan in its file. It holds the script as it is, and so is its owner's alone. */
record SavedPlanFile(Path path) {

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
      String now = Script.read(given.get(), standardInput).sql();
      if (!now.equals(script.sql())) {
        throw new MigrationException(
            ErrorCode.PLAN_STALE,
            "%s was not made from %s as it is now: line %d differs"
                .formatted(path, given.get(), firstDifference(script.sql(), now)),
            "Plan it again: 'instar plan --output %s %s'.".formatted(path, given.get()));
      }
    }
    return script;
  }

  private static long firstDifference(String one, String other) {
    int same = 0;
    while (same < Math.min(one.length(), other.length())
        && one.charAt(same) == other.charAt(same)) {
      same++;
    }
    return 1 + one.substring(0, same).chars().filter(c -> c == '\n').count();
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
