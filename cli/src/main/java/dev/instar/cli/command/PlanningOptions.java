package dev.instar.cli.command;

import dev.instar.cli.input.Script;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.postgresql.catalog.PostgresPlans;
import dev.instar.migrator.postgresql.session.ConnectionSettings;
import dev.instar.migrator.postgresql.session.Sessions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options of the commands that plan. */
final class PlanningOptions {
  @Option(
      names = "--accept",
      paramLabel = "CODE",
      split = ",",
      description = {
        "Findings that you take responsibility for, such as RENAME-BREAKS: a hazard of that code"
            + " counts as a warning.",
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

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = {
        "The TimeZone of every session; conversions of dates and times may depend on it.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String timeZone = "UTC";

  /**
   * Plans a script on a server.
   *
   * @throws MigrationException with USAGE if there is nothing to plan, or an accepted code is not
   *     one; and as {@link PostgresPlans#plan} does
   */
  Plan plan(ConnectionSettings settings, Script script) {
    PlanOptions options = planOptions();
    Plan plan =
        PostgresPlans.plan(new Sessions(settings, timeZone), script.name(), script.sql(), options);
    if (plan.statements().isEmpty()) {
      throw new MigrationException(
          ErrorCode.USAGE,
          script.name() + " holds no statement",
          "Write the statements of the migration into it.");
    }
    return plan;
  }

  private PlanOptions planOptions() {
    Set<String> codes = new LinkedHashSet<>();
    for (String code : accept) {
      codes.add(
          FindingCode.of(code)
              .orElseThrow(
                  () ->
                      new MigrationException(
                          ErrorCode.USAGE,
                          "there is no finding with the code " + code,
                          "Run `instar plan`: it prints the codes of a script's findings."))
              .code());
    }
    return new PlanOptions(codes);
  }

  /** Whether one of these is as bad as {@code --fail-on} says, or worse. */
  boolean fails(Stream<Finding> findings) {
    return failOn.isPresent()
        && findings.anyMatch(finding -> finding.severity().compareTo(failOn.get()) >= 0);
  }
}
