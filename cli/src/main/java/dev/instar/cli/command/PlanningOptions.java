package dev.instar.cli.command;

import dev.instar.cli.input.Script;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.json.SavedPlan;
import dev.instar.migrator.postgresql.catalog.Assumptions;
import dev.instar.migrator.postgresql.catalog.Foundations;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.postgresql.catalog.PostgresPlans.Attempt;
import dev.instar.migrator.postgresql.catalog.PostgresPlans.Source;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that plan. */
final class PlanningOptions {
  private static final String TIME_ZONE = "UTC";

  @Option(
      names = "--accept",
      paramLabel = "CODE",
      split = ",",
      description = {
        "Findings that you take responsibility for, such as RENAME-BREAKS: they stop nothing.",
        "May be given several times, or with commas."
      })
  private List<String> accept = List.of();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      description = {
        "End with exit code 3 if there is a finding of this severity or above: info, warning or"
            + " hazard."
      })
  private Optional<Finding.Severity> failOn = Optional.empty();

  @Mixin private BaselineOption baseline = new BaselineOption();

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description = {
        "The TimeZone of every session; conversions of dates and times may depend on it.",
        "Default: " + TIME_ZONE + "."
      })
  private Optional<String> timeZone = Optional.empty();

  /**
   * Plans a script on a server.
   *
   * @throws MigrationException with USAGE if there is nothing to plan, or an accepted code is not
   *     one; and as {@link PostgresPlans#plan} does
   */
  Plan plan(ConnectionSettings settings, Script script) {
    return plan(settings, script, Assumptions.NONE, planOptions());
  }

  /** As {@link #plan(ConnectionSettings, Script)}, with these assumptions and options. */
  Plan plan(
      ConnectionSettings settings, Script script, Assumptions assumptions, PlanOptions options) {
    Plan plan =
        PostgresPlans.plan(sessions(settings), script.name(), script.sql(), options, assumptions);
    requireStatements(plan);
    return plan;
  }

  /** As {@link #plan(ConnectionSettings, Script)}, of scripts that run one after the other. */
  List<Attempt> planInOrder(
      ConnectionSettings settings,
      List<Script> scripts,
      Assumptions assumptions,
      PlanOptions options) {
    List<Source> sources = scripts.stream().map(s -> new Source(s.name(), s.sql())).toList();
    List<Attempt> attempts =
        PostgresPlans.planInOrder(sessions(settings), sources, options, assumptions);
    attempts.forEach(attempt -> attempt.plan().ifPresent(PlanningOptions::requireStatements));
    return attempts;
  }

  private static void requireStatements(Plan plan) {
    if (plan.statements().isEmpty()) {
      throw new MigrationException(
          ErrorCode.USAGE,
          plan.name() + " holds no statement",
          "Write the statements of the migration into it.");
    }
  }

  /**
   * A saved plan that still fits the database, with what is accepted now.
   *
   * @param file where it is from, for errors
   * @throws MigrationException with PLAN_STALE if it does not fit any more; USAGE if an accepted
   *     code is not one
   */
  Plan plan(ConnectionSettings settings, SavedPlanFile file, SavedPlan saved) {
    Plan plan = saved.plan();
    Set<String> accepted = planOptions().accepted();
    if (timeZone.isPresent() && !timeZone.get().equals(plan.timeZone())) {
      throw new MigrationException(
          ErrorCode.PLAN_STALE,
          "%s was made for time zone %s, not %s"
              .formatted(file.path(), plan.timeZone(), timeZone.get()),
          "Leave --time-zone out, or plan again with it.");
    }
    file.requireNone(
        saved, Foundations.differences(new Sessions(settings, plan.timeZone()), saved));
    return plan.mapFindings(
        finding -> accepted.contains(finding.code()) ? finding.acceptedAs("--accept") : finding);
  }

  String timeZone() {
    return timeZone.orElse(TIME_ZONE);
  }

  BaselineOption baseline() {
    return baseline;
  }

  /** Sessions to plan in. */
  Sessions sessions(ConnectionSettings settings) {
    return new Sessions(settings, timeZone());
  }

  /**
   * What was accepted.
   *
   * @throws MigrationException with USAGE if an accepted code is not one
   */
  PlanOptions planOptions() {
    Set<String> codes = new LinkedHashSet<>();
    for (String code : accept) {
      codes.add(
          FindingCode.of(code)
              .orElseThrow(
                  () ->
                      new MigrationException(
                          ErrorCode.USAGE,
                          "there is no finding with the code " + code,
                          FindingCode.didYouMean(code)
                              .orElse(
                                  "Run `instar plan`: it prints the codes of a script's"
                                      + " findings.")))
              .code());
    }
    return new PlanOptions(codes);
  }

  /** Whether one of these is as bad as {@code --fail-on} says, or worse. */
  boolean fails(Stream<Finding> findings) {
    return failOn.isPresent()
        && findings
            .filter(finding -> finding.accepted().isEmpty())
            .anyMatch(finding -> finding.severity().compareTo(failOn.get()) >= 0);
  }
}
