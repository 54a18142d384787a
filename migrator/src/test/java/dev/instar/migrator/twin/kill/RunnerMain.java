package dev.instar.migrator.twin.kill;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.execute.RunOptions;
import dev.instar.migrator.execute.Ticker;
import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.shadow.RebuildExecutor;
import dev.instar.migrator.progress.ProgressEvent;
import dev.instar.migrator.run.Migrations;
import dev.instar.migrator.run.RunOutcome;
import dev.instar.migrator.run.RunServices;
import dev.instar.migrator.run.RunTiming;
import dev.instar.migrator.run.ThrottleSource;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.twin.KeyKind;
import dev.instar.migrator.twin.TwinRebuild;
import dev.instar.migrator.twin.TwinTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A runner in a process of its own: {@code migrate} or {@code abort}, then URL and user; the
 * password is in the environment. Prints {@code at …} where something begins or ends, {@code
 * summary …}, {@code error CODE …}; ends with 0 or with the error's exit code.
 */
final class RunnerMain {
  static final String PASSWORD = "TWIN_PASSWORD";

  private static final TableName TABLE = new TableName("public", "orders");

  private RunnerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    Migrations migrations =
        new Migrations(
            new ConnectionSettings(
                arguments[1],
                Optional.of(arguments[2]),
                Optional.of(System.getenv(PASSWORD)),
                Map.of()),
            services(),
            options(),
            RunnerMain::tell);
    try {
      RunOutcome outcome =
          whenNobodyElseRuns(
              () ->
                  arguments[0].equals("abort")
                      ? migrations.abort(Optional.empty())
                      : migrations.start(plan(), "twin", false));
      System.out.println("at end " + outcome.state());
    } catch (MigrationException e) {
      System.out.println("error " + e.code() + " " + e.getMessage());
      if (e.getCause() != null) {
        e.printStackTrace(System.out);
      }
      System.out.flush();
      System.exit(e.code().category().exitCode());
    }
  }

  /** The lease of a runner that was killed runs out only after a while. */
  private static RunOutcome whenNobodyElseRuns(Supplier<RunOutcome> run)
      throws InterruptedException {
    long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        return run.get();
      } catch (MigrationException e) {
        if (e.code() != ErrorCode.RUNNER_ACTIVE || System.nanoTime() > giveUp) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(100);
      }
    }
  }

  private static RunServices services() {
    RebuildExecutor rebuild = new RebuildExecutor();
    RunTiming quick =
        new RunTiming(
            Duration.ofMillis(100),
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            Duration.ofSeconds(60));
    return new RunServices(
        rebuild, rebuild, ThrottleSource.NONE, quick, Ticker.SYSTEM, new SplittableRandom());
  }

  private static RunOptions options() {
    return new RunOptions(
        Duration.ofMillis(20),
        2,
        RunOptions.DEFAULT.lockBudget(),
        RunOptions.DEFAULT.lockPatience(),
        false);
  }

  private static Plan plan() {
    TwinRebuild rebuild = new TwinRebuild(TwinTable.of(TABLE, KeyKind.INTEGER));
    Estimate none = new Estimate(0, 0, Duration.ZERO, "none");
    StatementPlan statement =
        new StatementPlan(
            "ALTER TABLE public.orders " + String.join(", ", rebuild.actions()),
            1,
            1,
            new Effect(List.of(), Work.REWRITE, none, "", List.of()),
            Strategy.SHADOW_TABLE,
            List.of(rebuild.step()),
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty());
    return new Plan(
        Plan.FORMAT,
        "V1__twin",
        "PostgreSQL",
        "the server\'s catalog",
        "UTC",
        List.of("pg_catalog", "public"),
        "",
        List.of(statement));
  }

  private static void tell(ProgressEvent event) {
    System.out.println(
        switch (event) {
          case ProgressEvent.StepStarted started -> "at start of " + started.stepId();
          case ProgressEvent.StepFinished finished -> "at end of " + finished.stepId();
          case ProgressEvent.Notice notice -> "notice " + notice.message();
          case ProgressEvent.Snapshot snapshot -> "at stage " + snapshot.stage();
          case ProgressEvent.RebuildSummary summary -> "summary " + summary;
        });
  }
}
