package dev.instar.migrator.postgresql.plan;

import dev.instar.engine.sql.CommandTag;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The statements from a drop to what makes the same thing anew, joined in one transaction: their
 * steps become one step of the drop, where each is instant and may be in a transaction. What waits
 * for the contract phase stays where it is, and so does ANALYZE. Of one script.
 */
final class JoinedStatements {
  /** What is said of a thing when it has been made, and belongs to it. */
  private static final Set<String> BELONGING =
      Set.of(
          "GRANT", "COMMENT", "ALTER FUNCTION", "ALTER PROCEDURE", "ALTER VIEW", "ALTER ROUTINE");

  private final List<ParsedStatement> statements;
  private final SortedMap<Integer, Map<Thing, Integer>> drops;
  private final PlanOptions options;

  /**
   * @param drops by index of the statement that drops: the one that makes anew, for each thing
   */
  JoinedStatements(
      List<ParsedStatement> statements,
      SortedMap<Integer, Map<Thing, Integer>> drops,
      PlanOptions options) {
    this.statements = statements;
    this.drops = drops;
    this.options = options;
  }

  /** From the first statement to the last, by their index. */
  private record Span(int from, int to) {
    boolean meets(Span other) {
      return from <= other.to && other.from <= to;
    }

    int length() {
      return to - from;
    }
  }

  /** The plans of all statements, with joined steps where they fit in one transaction. */
  List<StatementPlan> over(List<StatementPlan> plans) {
    List<StatementPlan> joined = new ArrayList<>(plans);
    List<Span> done = new ArrayList<>();
    for (Span span : candidates()) {
      if (done.stream().noneMatch(span::meets) && fits(plans.subList(span.from, span.to + 1))) {
        join(joined, span);
        done.add(span);
      }
    }
    return joined;
  }

  /** The longest first: spans that overlap as one, then each. */
  private List<Span> candidates() {
    List<Span> each = new ArrayList<>();
    List<Span> groups = new ArrayList<>();
    drops.forEach(
        (drop, made) -> {
          Span span =
              new Span(drop, last(made.values().stream().max(Integer::compare).orElseThrow()));
          each.add(span);
          if (groups.isEmpty() || !groups.getLast().meets(span)) {
            groups.add(span);
          } else {
            Span group = groups.removeLast();
            groups.add(new Span(group.from, Math.max(group.to, span.to)));
          }
        });
    each.sort(Comparator.comparing(Span::length));
    groups.addAll(each);
    return groups;
  }

  /** Up to what belongs to the thing that the statement makes. */
  private int last(int make) {
    int last = make;
    while (last + 1 < statements.size()
        && BELONGING.contains(CommandTag.of(statements.get(last + 1).statement()))) {
      last++;
    }
    return last;
  }

  private static boolean fits(List<StatementPlan> plans) {
    return plans.stream()
        .allMatch(
            plan ->
                plan.strategy() != Strategy.UNKNOWN
                    && plan.refusal().isEmpty()
                    && plan.steps().stream()
                        .filter(JoinedStatements::atOnce)
                        .allMatch(
                            s ->
                                s.action() instanceof StepAction.Execute
                                    && s.work() == Work.INSTANT));
  }

  /** Everything but what can as well be done later. */
  private static boolean atOnce(Step step) {
    return step.phase() != Phase.CONTRACT && !(step.action() instanceof StepAction.Analyze);
  }

  private void join(List<StatementPlan> plans, Span span) {
    List<Step> now = new ArrayList<>();
    for (int i = span.from; i <= span.to; i++) {
      StatementPlan plan = plans.get(i);
      now.addAll(plan.steps().stream().filter(JoinedStatements::atOnce).toList());
      plans.set(i, told(i, plan).withSteps(plan.steps().stream().filter(s -> !atOnce(s)).toList()));
    }
    List<Step> steps = new ArrayList<>(List.of(one(now, title(span))));
    StatementPlan first = plans.get(span.from);
    steps.addAll(first.steps());
    plans.set(span.from, first.withSteps(steps));
  }

  private String title(Span span) {
    return "Make "
        + drops.subMap(span.from, span.to + 1).values().stream()
            .flatMap(made -> made.keySet().stream())
            .map(Thing::words)
            .collect(Collectors.joining(", "))
        + " anew";
  }

  /** It is missing for nobody. */
  private StatementPlan told(int index, StatementPlan plan) {
    if (!drops.containsKey(index)) {
      return plan;
    }
    List<Finding> findings = new ArrayList<>();
    Place place = Place.of(plan.line(), plan.column(), plan.text());
    drops
        .get(index)
        .keySet()
        .forEach(t -> findings.add(FindingCode.MADE_ANEW.with(options, place, t.words())));
    plan.findings().stream()
        .filter(f -> !f.code().equals(FindingCode.MISSING_MEANWHILE.code()))
        .forEach(findings::add);
    return plan.withFindings(findings);
  }

  private static Step one(List<Step> steps, String title) {
    SortedMap<TableName, LockMode> locks = new TreeMap<>();
    List<String> statements = new ArrayList<>();
    for (Step step : steps) {
      step.locks()
          .forEach(c -> locks.merge(c.relation(), c.mode(), (a, b) -> a.compareTo(b) >= 0 ? a : b));
      statements.addAll(((StepAction.Execute) step.action()).statements());
    }
    return new Step(
        steps.getFirst().id(),
        Phase.MIGRATE,
        title,
        new StepAction.Execute(statements),
        locks.entrySet().stream().map(e -> new LockClaim(e.getKey(), e.getValue())).toList(),
        Work.INSTANT,
        Estimates.instant(),
        undo(steps),
        steps.stream()
            .map(Step::precondition)
            .filter(p -> !p.isEmpty())
            .collect(Collectors.joining("; ")),
        "In one transaction, so that nobody finds it missing.");
  }

  private static Undo undo(List<Step> steps) {
    List<String> statements = new ArrayList<>();
    for (Step step : steps.reversed()) {
      switch (step.undo()) {
        case Undo.Sql sql -> statements.addAll(sql.statements());
        case Undo.Nothing nothing -> {}
        case Undo.Impossible impossible -> {
          return impossible;
        }
        case Undo.Autonomous autonomous -> throw new IllegalStateException(step.id());
        case Undo.DropShadow shadow -> throw new IllegalStateException(step.id());
      }
    }
    return new Undo.Sql(statements);
  }
}
