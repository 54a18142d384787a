package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.input.Script;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a script would do, and what Instar would run instead. Changes nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Say what a script would do run as it is, and what Instar would run instead.",
      "A dry run: it reads the catalog and changes nothing."
    },
    footer = {
      "",
      "Examples:",
      "  instar plan --url jdbc:postgresql://host/shop V7__orders_bigint.sql",
      "  instar plan --format json --fail-on hazard V7__orders_bigint.sql",
      "  echo 'ALTER TABLE t ADD c int' | instar plan -",
      "",
      "Exit codes: 0 planned, 3 a finding at or above --fail-on, 4 a statement is refused."
    })
public final class PlanCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "TEXT",
      description = "text or json. Default: text.")
  private PlanFormat format = PlanFormat.TEXT;

  @Parameters(paramLabel = "FILE", description = "The script, or - for standard input.")
  private String file = "";

  public PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    Script script = Script.read(file, shell.input());
    return connection.run(shell, settings -> plan(settings, script));
  }

  private int plan(ConnectionSettings settings, Script script) {
    Plan plan = planning.plan(settings, script);
    shell.output().print(format.report(shell).render(plan));
    if (plan.statements().stream().map(StatementPlan::refusal).anyMatch(r -> r.isPresent())) {
      return ExitCode.REFUSED;
    }
    return planning.fails(Gate.findings(plan)) ? ExitCode.FINDING : ExitCode.DONE;
  }
}
