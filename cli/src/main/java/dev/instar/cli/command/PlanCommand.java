package dev.instar.cli.command;

import dev.instar.cli.connect.ConnectionOptions;
import dev.instar.cli.input.Script;
import dev.instar.cli.offline.OfflineOptions;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.flyway.PendingVersions;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Foundation;
import dev.instar.migrator.plan.Gate;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.json.SavedPlan;
import dev.instar.migrator.postgresql.catalog.Assumptions;
import dev.instar.migrator.postgresql.catalog.Foundations;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a script would do, and what Instar would run instead. Changes nothing. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = {
      "Say what a script would do run as it is, and what Instar would run instead.",
      "A dry run: it reads the catalog and changes nothing.",
      "Without --url and INSTAR_URL no server is needed: the schema is what the earlier"
          + " migrations of the file's folder make of it."
    },
    footer = {
      "",
      "Examples:",
      "  instar plan --url jdbc:postgresql://host/shop V7__orders_bigint.sql",
      "  instar plan db/migration/V7__orders_bigint.sql",
      "  instar plan --server postgresql:15 --stats stats.json db/migration",
      "  instar plan --format json --fail-on hazard V7__orders_bigint.sql",
      "  instar plan --report html=plan.html --report sarif=plan.sarif V7__orders.sql",
      "  echo 'ALTER TABLE t ADD c int' | instar plan -",
      "  instar plan --fail-on hazard --remaining db/V7__a.sql db/V8__b.sql",
      "  instar plan --locations db/migration",
      "  instar plan --output plan.json V7__orders.sql && instar migrate --plan plan.json",
      "",
      "Exit codes: 0 planned, 3 a finding at or above --fail-on, 4 a statement is refused."
    })
public final class PlanCommand implements Callable<Integer> {
  private final Shell shell;

  @Mixin private ConnectionOptions connection = new ConnectionOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private FlywayOptions flyway = new FlywayOptions();
  @Mixin private ReportOptions reports = new ReportOptions();
  @Mixin private OfflineOptions offline = new OfflineOptions();

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = {
        "Write the findings that nobody has accepted into a baseline, in place of what it has of"
            + " this script: --baseline tolerates them."
      })
  private Optional<Path> newBaseline = Optional.empty();

  @Option(
      names = "--evidence",
      description = {
        "Ask the server too: try each statement on empty temporary copies of its tables, that"
            + " nobody else sees, and set what it locks and does beside what the rules say.",
        "Without --url the bundled engine is asked."
      })
  private boolean evidence;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = {
        "Save the plan as well, for `instar migrate --plan FILE`, which runs it as it is or not at"
            + " all. For you alone to read: it holds the script."
      })
  private Optional<Path> output = Optional.empty();

  @Option(
      names = "--remaining",
      description = {
        "With --fail-on: count only what remains although Instar carries the statements out, as"
            + " `instar migrate` does."
      })
  private boolean remaining;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE",
      description = {
        "The script, or - for standard input. Of several each is planned on what those before it"
            + " leave, and they are one report.",
        "Without --url a folder too: its last version."
      })
  private List<String> files = List.of();

  public PlanCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws InterruptedException {
    planning.baseline().check(newBaseline);
    flyway.check(files.stream().findFirst());
    check(output);
    if (flyway.given()) {
      return connection.run(
          shell,
          settings ->
              folder()
                  .print(
                      PendingVersions.plan(
                          flyway.read(shell), planning.sessions(settings), planOptions())));
    }
    return !offline.given() && connection.named(shell) ? onServer() : offline();
  }

  /** A plan is saved of one file, for the database that it was made on, as it is. */
  private void check(Optional<Path> saved) {
    if (connection.given() && offline.given()) {
      throw Usage.error(
          "--server and --schema are for plans without a server, and --url names one");
    }
    if (saved.isEmpty()) {
      return;
    }
    if (flyway.given() || files.size() > 1) {
      throw Usage.error("--output saves the plan of one file, not of several or of --locations");
    }
    if (offline.given() || !connection.named(shell)) {
      throw Usage.error("--output saves a plan for the database that it was made on: give --url");
    }
    if (offline.sized()) {
      throw Usage.error("--output saves a plan for the sizes that the tables have: no --stats");
    }
  }

  private int onServer() throws InterruptedException {
    reports.check(files, written());
    Assumptions assumptions = offline.onServer();
    if (files.size() > 1) {
      SeveralScripts scripts = SeveralScripts.read(files, shell.input());
      return connection.run(
          shell,
          settings ->
              folder().print(scripts.onServer(planning, settings, assumptions, planOptions())));
    }
    String path = files.getFirst();
    Script script = Script.read(path, shell.input());
    output.ifPresent(file -> new SavedPlanFile(file).check(script));
    return connection.run(
        shell,
        settings -> {
          Plan plan =
              known(
                  planned(path, () -> planning.plan(settings, script, assumptions, planOptions())));
          output.ifPresent(saved -> save(settings, saved, script, plan));
          return print(path, plan);
        });
  }

  private int offline() {
    ConnectionOptions.quietLibraries(shell);
    List<String> paths = files.stream().map(OfflineOptions::fileOf).toList();
    reports.check(paths, written());
    if (paths.size() > 1) {
      SeveralScripts scripts = SeveralScripts.read(paths, shell.input());
      return folder().print(scripts.offline(planning, offline, planOptions()));
    }
    String path = paths.getFirst();
    Script script = Script.read(path, shell.input());
    return print(
        path,
        known(
            planned(
                path,
                () ->
                    offline.plan(
                        path,
                        List.of(),
                        planning.timeZone(),
                        (settings, assumptions) ->
                            planning.plan(settings, script, assumptions, planOptions())))));
  }

  private PlanOptions planOptions() {
    return new PlanOptions(planning.planOptions().accepted(), evidence);
  }

  /** If the script cannot be planned, reviews are told. */
  private Plan planned(String path, Supplier<Plan> planned) {
    try {
      return planned.get();
    } catch (MigrationException e) {
      if (e.code().category() == ErrorCode.Category.REFUSED) {
        reports.printFailure(shell, SeveralScripts.failed(path, e));
      }
      throw e;
    }
  }

  private FolderPlan folder() {
    return new FolderPlan(shell, planning, reports, this::known, this::counted);
  }

  private List<Path> written() {
    return Stream.of(output, newBaseline).flatMap(Optional::stream).toList();
  }

  /** With what is known to a baseline, or from now on is, accepted. */
  private Plan known(Plan plan) {
    return newBaseline.isPresent()
        ? planning.baseline().write(shell, newBaseline.get(), plan)
        : planning.baseline().accept(shell, plan);
  }

  private Stream<Finding> counted(Plan plan) {
    return remaining ? Gate.remaining(plan) : Gate.findings(plan);
  }

  private int print(String path, Plan plan) {
    reports.print(shell, path, plan);
    if (plan.statements().stream().map(StatementPlan::refusal).anyMatch(r -> r.isPresent())) {
      return ExitCode.REFUSED;
    }
    return planning.fails(counted(plan)) ? ExitCode.FINDING : ExitCode.DONE;
  }

  private void save(ConnectionSettings settings, Path saved, Script script, Plan plan) {
    Foundation foundation = Foundations.of(planning.sessions(settings), plan, script.sql());
    new SavedPlanFile(saved)
        .write(new SavedPlan(spec.version()[0], script.sql(), foundation, plan));
    shell.error().println("saved in " + saved + ": 'instar migrate --plan " + saved + "' runs it");
  }
}
