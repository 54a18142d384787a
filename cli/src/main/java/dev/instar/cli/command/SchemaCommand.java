package dev.instar.cli.command;

import dev.instar.cli.shell.Shell;
import dev.instar.migrator.report.PlanSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the JSON Schema of plans. */
@Command(
    name = "schema",
    mixinStandardHelpOptions = true,
    description = "Print the JSON Schema of what `instar plan --format json` prints.",
    footer = {"", "Example:", "  instar schema > plan.schema.json"})
public final class SchemaCommand implements Callable<Integer> {
  private final Shell shell;

  public SchemaCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.output().print(PlanSchema.text());
    return ExitCode.DONE;
  }
}
