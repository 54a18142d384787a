package dev.instar.migrator.report;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Evidence;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.PlanOptions;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Strategy;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A made-up statement's plan, part by part. */
final class Sample {
  static final TableName ORDERS = new TableName("public", "orders");
  static final TableName CUSTOMERS = new TableName("public", "customers");
  static final Estimate INSTANT = new Estimate(0, 0, Duration.ofMillis(5), "catalog only");
  static final Estimate SCAN =
      new Estimate(
          12_345_678, 1_412_000_000, Duration.ofMillis(3_530), "12.3 million rows at 400 MB/s");

  private final String text;
  private final int line;
  private final List<Step> steps = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private Effect asWritten = new Effect(List.of(), Work.INSTANT, INSTANT, "", List.of());
  private Strategy strategy = Strategy.INSTANT;
  private List<String> deployment = List.of();
  private Optional<Evidence> evidence = Optional.empty();
  private Optional<StatementPlan.Refusal> refusal = Optional.empty();

  Sample(int line, String text) {
    this.line = line;
    this.text = text;
  }

  static LockClaim lock(TableName table, LockMode mode) {
    return new LockClaim(table, mode);
  }

  static Plan plan(String name, Sample... samples) {
    return new Plan(
        Plan.FORMAT,
        name,
        "PostgreSQL 17.5",
        "the server's catalog",
        "Europe/Zurich",
        List.of("pg_catalog", "public"),
        "4f9c",
        IntStream.range(0, samples.length).mapToObj(i -> samples[i].statement(i + 1)).toList());
  }

  Sample asWritten(Work work, Estimate estimate, String note, String form, LockClaim... locks) {
    asWritten = new Effect(List.of(locks), work, estimate, note, List.of(form));
    return this;
  }

  Sample strategy(Strategy chosen) {
    strategy = chosen;
    return this;
  }

  Sample step(
      Phase phase,
      String title,
      StepAction action,
      Work work,
      Estimate estimate,
      Undo undo,
      String reason,
      LockClaim... locks) {
    String precondition = action instanceof StepAction.Rebuild ? "wal_level is logical" : "";
    steps.add(
        new Step(
            "", phase, title, action, List.of(locks), work, estimate, undo, precondition, reason));
    return this;
  }

  Sample find(FindingCode code, Object... words) {
    findings.add(code.with(PlanOptions.DEFAULT, place(text), words));
    return this;
  }

  /** A finding about a part of the statement. */
  Sample findAt(String part, FindingCode code, Object... words) {
    findings.add(code.with(PlanOptions.DEFAULT, place(part), words));
    return this;
  }

  Sample accepted(String reason, FindingCode code, Object... words) {
    Finding finding = code.with(new PlanOptions(Set.of()), place(text), words);
    findings.add(finding.acceptedAs(reason));
    return this;
  }

  Sample find(Finding finding) {
    findings.add(finding);
    return this;
  }

  Sample deploy(String... order) {
    deployment = List.of(order);
    return this;
  }

  Sample evidence(List<TableName> rewritten, LockClaim... locks) {
    evidence =
        Optional.of(
            new Evidence.Tried(
                "PostgreSQL 17.5",
                List.of(locks),
                List.of(),
                asWritten.work(),
                rewritten,
                rewritten.stream().map(t -> "rewriting table \"" + t.name() + "\"").toList()));
    return this;
  }

  Sample evidence(Evidence seen) {
    evidence = Optional.of(seen);
    return this;
  }

  Sample refusedByServer(String error) {
    evidence = Optional.of(new Evidence.Refused("PostgreSQL 17.5", error));
    return this;
  }

  Sample refused(String code, String reason, String alternative) {
    strategy = Strategy.REFUSE;
    refusal = Optional.of(new StatementPlan.Refusal(code, reason, alternative));
    return this;
  }

  private Place place(String part) {
    return Place.of(line, 1, text, text.indexOf(part), part);
  }

  private static Step numbered(Step step, String id) {
    return new Step(
        id,
        step.phase(),
        step.title(),
        step.action(),
        step.locks(),
        step.work(),
        step.estimate(),
        step.undo(),
        step.precondition(),
        step.reason());
  }

  StatementPlan statement(int position) {
    List<Step> numbered =
        IntStream.range(0, steps.size())
            .mapToObj(i -> numbered(steps.get(i), position + "." + (i + 1)))
            .toList();
    return new StatementPlan(
        text, line, 1, asWritten, strategy, numbered, findings, deployment, evidence, refusal);
  }
}
