package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.input.Script;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.postgresql.preflight.Preflight;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Plans a script and carries it out. */
@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description = {
      "Carry a script out, in the steps that `instar plan` shows.",
      "Stops before it removes what the old application may need: see `instar contract`. Can be"
          + " stopped at any time and run again: it goes on where it was."
    },
    footer = {
      "",
      "Examples:",
      "  instar migrate --url jdbc:postgresql://host/shop V7__orders_bigint.sql",
      "  instar migrate --max-load replica_lag=5s --postpone-cut-over V7__orders_bigint.sql",
      "  instar migrate --progress json V7__orders_bigint.sql | jq .event"
    })
public final class MigrateCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();
  @Mixin private ThrottleOptions throttle = new ThrottleOptions();

  @Option(
      names = "--postpone-cut-over",
      description = "Do all but the swap, keep the copy in step, and wait for `instar cut-over`.")
  private boolean postponeCutOver;

  @Option(
      names = "--contract",
      description = "Remove the old shape at once, as `instar contract` does later.")
  private boolean contract;

  @Parameters(paramLabel = "FILE", description = "The script, or - for standard input.")
  private String file = "";

  public MigrateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    Script script = Script.read(file, shell.input());
    Runner runner =
        new Runner(
            shell,
            execution.progress(),
            execution.runOptions(postponeCutOver),
            throttle.over(ThrottleSettings.DEFAULT));
    return connection.run(shell, settings -> migrate(runner, settings, script));
  }

  private int migrate(Runner runner, ConnectionSettings settings, Script script) {
    String checksum = script.checksum();
    Optional<Plan> begun = Services.state(settings).begun(checksum);
    if (begun.isEmpty()) {
      Plan plan = planning.plan(settings, script);
      if (!mayBegin(settings, plan)) {
        return ExitCode.FINDING;
      }
      return runner.run(settings, migrations -> migrations.start(plan, checksum, contract));
    }
    return runner.run(settings, migrations -> migrations.start(begun.get(), checksum, contract));
  }

  /**
   * Whether nothing stands against it; if not, it was said why.
   *
   * @throws dev.instar.migrator.error.MigrationException if the plan is refused, or the server
   *     lacks what it needs
   */
  private boolean mayBegin(ConnectionSettings settings, Plan plan) {
    Gate.check(plan);
    if (planning.fails(Gate.remaining(plan))) {
      shell.error().println("not begun: a finding is at or above --fail-on; see 'instar plan'");
      return false;
    }
    Sessions sessions = new Sessions(settings, plan.timeZone(), plan.searchPath());
    Preflight.Result preflight = Preflight.check(sessions, plan);
    preflight.requireNone();
    for (Finding notice : preflight.notices()) {
      shell.error().println(notice.code() + ": " + notice.message());
    }
    return true;
  }
}
