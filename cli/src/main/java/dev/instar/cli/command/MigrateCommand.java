package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.input.Script;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Gate;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.json.SavedPlan;
import dev.instar.migrator.postgresql.preflight.Preflight;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import dev.instar.migrator.throttle.ThrottleSettings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
      "  instar migrate --progress json V7__orders_bigint.sql | jq .event",
      "  instar migrate --locations db/migration",
      "  instar migrate --plan plan.json"
    })
public final class MigrateCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private ExecutionOptions execution = new ExecutionOptions();
  @Mixin private ThrottleOptions throttle = new ThrottleOptions();
  @Mixin private FlywayOptions flyway = new FlywayOptions();

  @Option(
      names = "--postpone-cut-over",
      description = "Do all but the swap, keep the copy in step, and wait for `instar cut-over`.")
  private boolean postponeCutOver;

  @Option(
      names = "--contract",
      description = "Remove the old shape at once, as `instar contract` does later.")
  private boolean contract;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = {
        "A plan that `instar plan --output` has saved: it is run as it is, and refused if the"
            + " schema is no longer what it was made for.",
        "The script is in it; if it is named as well, it must be the same still."
      })
  private Optional<Path> savedPlan = Optional.empty();

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "The script, or - for standard input.")
  private Optional<String> file = Optional.empty();

  public MigrateCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    planning.baseline().check(Optional.empty());
    flyway.check(file.or(() -> savedPlan.map(Path::toString)));
    Runner runner =
        new Runner(
            shell,
            execution.progress(),
            execution.runOptions(postponeCutOver),
            throttle.over(ThrottleSettings.DEFAULT));
    if (flyway.given()) {
      FolderMigrate folder = new FolderMigrate(shell, planning, runner, contract);
      return connection.run(shell, settings -> folder.run(settings, flyway.read(shell)));
    }
    if (savedPlan.isPresent()) {
      SavedPlanFile from = new SavedPlanFile(savedPlan.get());
      SavedPlan saved = from.read();
      Script script = from.script(saved, file, shell.input());
      return connection.run(
          shell,
          settings ->
              migrate(runner, settings, script, () -> planning.plan(settings, from, saved)));
    }
    Script script = Script.read(file.orElseThrow(), shell.input());
    return connection.run(
        shell,
        settings -> migrate(runner, settings, script, () -> planning.plan(settings, script)));
  }

  private int migrate(
      Runner runner, ConnectionSettings settings, Script script, Supplier<Plan> planned) {
    String checksum = script.checksum();
    Optional<Plan> begun = Services.state(settings).begun(checksum);
    if (begun.isEmpty()) {
      Plan plan = planning.baseline().accept(shell, planned.get());
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
