package dev.instar.engine.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A node as EXPLAIN shows it: what only computes or tests rows of the node below is shown as part
 * of that.
 *
 * @param node which stands for them all
 */
record ExplainedNode(
    PlanNode node, Description description, Estimate estimate, List<Labelled> parts) {
  /**
   * A node below.
   *
   * @param label {@code CTE c}, {@code SubPlan 1}; empty for a plain input
   */
  record Labelled(String label, ExplainedNode node) {}

  static ExplainedNode of(PlanNode root, List<Subplan> subplans) {
    ExplainedNode shown = of(root);
    if (subplans.isEmpty()) {
      return shown;
    }
    List<Labelled> parts = new ArrayList<>();
    int number = 0;
    for (Subplan subplan : subplans) {
      number++;
      String label = (subplan.once() ? "InitPlan " : "SubPlan ") + number;
      parts.add(new Labelled(label, of(subplan.plan())));
    }
    parts.addAll(shown.parts());
    return new ExplainedNode(shown.node(), shown.description(), shown.estimate(), parts);
  }

  private static ExplainedNode of(PlanNode node) {
    return switch (node) {
      case Project project -> wider(of(project.children().getFirst()), project);
      case Trim trim -> of(trim.children().getFirst());
      case Filter filter -> {
        ExplainedNode below = of(filter.children().getFirst());
        boolean oneRow = below.node() instanceof Values;
        Description.Item test = filter.description().details().getFirst();
        yield new ExplainedNode(
            filter,
            below.description().detail(oneRow ? "One-Time Filter" : "Filter", test.value()),
            filter.estimate(),
            below.parts());
      }
      case WithQueries with -> {
        ExplainedNode body = of(with.body());
        List<Labelled> parts = new ArrayList<>();
        with.queries().forEach(q -> parts.add(new Labelled("CTE " + q.name(), of(q.plan()))));
        parts.addAll(body.parts());
        yield new ExplainedNode(body.node(), body.description(), body.estimate(), parts);
      }
      default -> {
        List<Labelled> parts = new ArrayList<>();
        node.children().forEach(child -> parts.add(new Labelled("", of(child))));
        yield new ExplainedNode(node, node.description(), node.estimate(), parts);
      }
    };
  }

  /** A projection decides how wide rows are. */
  private static ExplainedNode wider(ExplainedNode below, Project project) {
    return new ExplainedNode(
        below.node(),
        below.description(),
        below.estimate().withWidth(project.estimate().width()),
        below.parts());
  }
}
