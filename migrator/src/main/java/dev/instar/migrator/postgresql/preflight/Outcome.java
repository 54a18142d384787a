package dev.instar.migrator.postgresql.preflight;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import java.util.ArrayList;
import java.util.List;

/** Takes what the checks find. For one thread. */
final class Outcome {
  private final List<MigrationException> problems = new ArrayList<>();
  private final List<Finding> notices = new ArrayList<>();

  void problem(ErrorCode code, String message, String advice) {
    problem(new MigrationException(code, message, advice));
  }

  void problem(MigrationException problem) {
    problems.add(problem);
  }

  /** Something to know that stops nothing. */
  void notice(String code, String message, String advice) {
    notices.add(new Finding(code, Finding.Severity.INFO, message, advice));
  }

  void warning(String code, String message, String advice) {
    notices.add(new Finding(code, Finding.Severity.WARNING, message, advice));
  }

  Preflight.Result result() {
    return new Preflight.Result(problems, notices);
  }
}
