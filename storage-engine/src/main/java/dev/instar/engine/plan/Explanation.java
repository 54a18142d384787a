package dev.instar.engine.plan;

import dev.instar.engine.evaluation.Execution;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** EXPLAIN: a plan as PostgreSQL prints it, and with ANALYZE what became of it. Stateless. */
public final class Explanation {
  private Explanation() {}

  /**
   * The lines of the answer; JSON is one.
   *
   * @param parameters for ANALYZE, which runs the statement
   * @param planningNanos how long it took to plan it
   */
  public static List<String> lines(
      PlannedStatement statement,
      ExplainOptions options,
      StatementContext context,
      Object[] parameters,
      long planningNanos) {
    Instruments instruments = null;
    long executionNanos = 0;
    if (options.analyze()) {
      Execution execution = new Execution(context, parameters, statement.states());
      instruments = Instruments.attach(execution);
      long start = System.nanoTime();
      try (RowSource rows = statement.root().open(execution, null)) {
        while (rows.next() != null) {
          context.checkInterrupts();
        }
      }
      executionNanos = System.nanoTime() - start;
    }
    ExplainedNode root = ExplainedNode.of(statement.root(), statement.subplans());
    return switch (options.format()) {
      case TEXT -> text(root, options, instruments, planningNanos, executionNanos);
      case JSON ->
          List.of(
              ExplainJson.print(
                  root, options, instruments, planningNanos / 1e6, executionNanos / 1e6));
    };
  }

  private static List<String> text(
      ExplainedNode root,
      ExplainOptions options,
      Instruments instruments,
      long planningNanos,
      long executionNanos) {
    List<String> lines = new ArrayList<>();
    print(root, "", "", options, instruments, lines);
    if (options.summary()) {
      lines.add(String.format(Locale.ROOT, "Planning Time: %.3f ms", planningNanos / 1e6));
    }
    if (options.analyze() && options.summary()) {
      lines.add(String.format(Locale.ROOT, "Execution Time: %.3f ms", executionNanos / 1e6));
    }
    return lines;
  }

  private static void print(
      ExplainedNode node,
      String arrow,
      String indent,
      ExplainOptions options,
      Instruments instruments,
      List<String> lines) {
    lines.add(arrow + node.description().headline() + figures(node, options, instruments));
    String inner = indent + "  ";
    for (Description.Item item : node.description().details()) {
      lines.add(inner + item.label() + ": " + value(item.value()));
    }
    for (ExplainedNode.Labelled part : node.parts()) {
      String below = inner;
      if (!part.label().isEmpty()) {
        lines.add(inner + part.label());
        below = inner + "  ";
      }
      print(part.node(), below + "->  ", below + "    ", options, instruments, lines);
    }
  }

  private static String value(Object value) {
    return value instanceof List<?> several
        ? String.join(", ", several.stream().map(Object::toString).toList())
        : value.toString();
  }

  private static String figures(
      ExplainedNode node, ExplainOptions options, Instruments instruments) {
    StringBuilder out = new StringBuilder();
    Estimate estimate = node.estimate();
    if (options.costs()) {
      out.append(
          String.format(
              Locale.ROOT,
              "  (cost=%.2f..%.2f rows=%.0f width=%d)",
              estimate.startup(),
              estimate.total(),
              estimate.rows(),
              estimate.width()));
    }
    if (instruments != null) {
      Instruments.Measure measure = instruments.measure(node.node());
      out.append(' ').append(actual(measure, options.timing()));
    }
    return out.toString();
  }

  private static String actual(Instruments.Measure measure, boolean timing) {
    long loops = measure.loops();
    if (loops == 0) {
      return "(never executed)";
    }
    String times =
        timing
            ? String.format(
                Locale.ROOT,
                "time=%.3f..%.3f ",
                measure.startupMillis() / loops,
                measure.totalMillis() / loops)
            : "";
    return String.format(
        Locale.ROOT,
        "(actual %srows=%.0f loops=%d)",
        times,
        (double) measure.rows() / loops,
        loops);
  }
}
