package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.SqlComment;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The comments of a script that accept findings, each with the statement that it is for. Pure.
 *
 * <pre>{@code
 * -- instar:accept-file STANDBY-REPLAY no standby answers queries      before the first statement
 *
 * -- instar:accept RENAME-BREAKS the old name is unused since v41      before a statement
 * ALTER TABLE orders RENAME COLUMN note TO remark;
 *
 * ALTER TABLE orders
 *   ADD COLUMN a int, -- instar:accept LOCK-REWRITE,CACHED-PLAN small  in a statement
 *   DROP COLUMN b;    -- instar:accept DROP-COLUMN-BREAKS never used   behind it, on its last line
 * }</pre>
 *
 * A comment that accepts nothing is a finding itself.
 */
final class Acceptances {
  private final List<AcceptDirective> ofFile = new ArrayList<>();
  private final Map<Integer, List<AcceptDirective>> ofStatement = new HashMap<>();
  private final List<AcceptDirective> ofNothing = new ArrayList<>();

  private Acceptances() {}

  /**
   * Reads a script's.
   *
   * @param file the script's name, for errors
   * @param statements those of the script, in order
   * @throws MigrationException with USAGE and {@code file:line:column} if a comment is wrong
   */
  static Acceptances of(String file, String script, List<ParsedStatement> statements) {
    Acceptances acceptances = new Acceptances();
    for (SqlComment comment : SqlComment.allOf(script)) {
      for (AcceptDirective directive : AcceptDirective.in(file, comment)) {
        if (directive.fileWide()) {
          acceptances.ofFile.add(beforeAll(file, directive, comment, statements));
          continue;
        }
        int statement = statementOf(comment, script, statements);
        (statement == statements.size()
                ? acceptances.ofNothing
                : acceptances.ofStatement.computeIfAbsent(statement, s -> new ArrayList<>()))
            .add(directive);
      }
    }
    return acceptances;
  }

  private static AcceptDirective beforeAll(
      String file,
      AcceptDirective directive,
      SqlComment comment,
      List<ParsedStatement> statements) {
    if (!statements.isEmpty() && comment.span().start() > statements.getFirst().span().start()) {
      throw new MigrationException(
          ErrorCode.USAGE,
          "%s:%d:%d: instar:accept-file stands behind a statement"
              .formatted(file, directive.place().line(), directive.place().column()),
          "Put it before the first one; or write instar:accept for this statement alone.");
    }
    return directive;
  }

  /**
   * The statement that a comment is in, or behind on its last line; otherwise the next one.
   *
   * @return its position in the list, whose size if there is none
   */
  private static int statementOf(
      SqlComment comment, String script, List<ParsedStatement> statements) {
    int start = comment.span().start();
    int next = 0;
    while (next < statements.size() && statements.get(next).span().start() < start) {
      next++;
    }
    if (next == 0) {
      return 0;
    }
    int behind = statements.get(next - 1).span().end();
    if (start < behind) {
      return next - 1;
    }
    int semicolon = behind + withoutComments(script.substring(behind, start)).indexOf(';');
    if (semicolon < behind) {
      return next - 1;
    }
    boolean onItsLine = oneLine(script.substring(semicolon, start));
    boolean beforeAnother =
        next < statements.size()
            && oneLine(script.substring(comment.span().end(), statements.get(next).span().start()));
    return onItsLine && !beforeAnother ? next - 1 : next;
  }

  private static boolean oneLine(String text) {
    return text.indexOf('\n') < 0 && text.indexOf('\r') < 0;
  }

  /** With blanks in their place. */
  private static String withoutComments(String text) {
    StringBuilder blanked = new StringBuilder(text);
    for (SqlComment comment : SqlComment.allOf(text)) {
      int length = comment.text().length();
      blanked.replace(comment.span().start(), comment.span().end(), " ".repeat(length));
    }
    return blanked.toString();
  }

  /**
   * The plans with what is accepted, and what accepts nothing.
   *
   * @param plans of the statements, in order
   */
  List<StatementPlan> applyTo(List<StatementPlan> plans, PlanOptions options) {
    List<StatementPlan> applied = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      StatementPlan plan = plans.get(i);
      List<AcceptDirective> own = ofStatement.getOrDefault(i, List.of());
      List<Finding> findings = new ArrayList<>();
      plan.findings().forEach(finding -> findings.add(accepted(finding, own)));
      if (plan.refusal().isEmpty()) {
        unused(own, plan.findings().stream(), options).forEach(findings::add);
      }
      if (i == 0 && plans.stream().allMatch(p -> p.refusal().isEmpty())) {
        unused(ofFile, plans.stream().flatMap(p -> p.findings().stream()), options)
            .forEach(findings::add);
      }
      if (i == plans.size() - 1) {
        unused(ofNothing, Stream.of(), options).forEach(findings::add);
      }
      applied.add(plan.withFindings(findings));
    }
    return applied;
  }

  private Finding accepted(Finding finding, List<AcceptDirective> own) {
    return Stream.concat(own.stream(), ofFile.stream())
        .filter(directive -> directive.codes().contains(finding.code()))
        .findFirst()
        .map(directive -> finding.acceptedAs(directive.reason()))
        .orElse(finding);
  }

  /** A refused statement has not all of its findings: of it nothing is said. */
  private static Stream<Finding> unused(
      List<AcceptDirective> directives, Stream<Finding> findings, PlanOptions options) {
    List<String> found = findings.map(Finding::code).toList();
    return directives.stream()
        .flatMap(
            directive ->
                directive.codes().stream()
                    .filter(code -> !found.contains(code))
                    .map(code -> FindingCode.ACCEPT_UNUSED.with(options, directive.place(), code)));
  }
}
