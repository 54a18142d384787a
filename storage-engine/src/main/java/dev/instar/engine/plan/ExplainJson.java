package dev.instar.engine.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** EXPLAIN (FORMAT JSON). Stateless. */
final class ExplainJson {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private ExplainJson() {}

  static String print(
      ExplainedNode root,
      ExplainOptions options,
      Instruments instruments,
      double planningMillis,
      double executionMillis) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("Plan", node(root, "", "", options, instruments));
    if (options.summary()) {
      all.put("Planning Time", rounded(planningMillis, 1000));
    }
    if (options.analyze() && options.summary()) {
      all.put("Triggers", List.of());
      all.put("Execution Time", rounded(executionMillis, 1000));
    }
    try {
      return JSON.writeValueAsString(List.of(all));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan is made of strings and numbers", e);
    }
  }

  private static Map<String, Object> node(
      ExplainedNode node,
      String relationship,
      String name,
      ExplainOptions options,
      Instruments instruments) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Node Type", node.description().kind());
    if (!relationship.isEmpty()) {
      json.put("Parent Relationship", relationship);
    }
    if (!name.isEmpty()) {
      json.put("Subplan Name", name);
    }
    json.put("Parallel Aware", false);
    json.put("Async Capable", false);
    node.description().facts().forEach(item -> json.put(item.label(), item.value()));
    if (options.costs()) {
      json.put("Startup Cost", rounded(node.estimate().startup(), 100));
      json.put("Total Cost", rounded(node.estimate().total(), 100));
      json.put("Plan Rows", (long) node.estimate().rows());
      json.put("Plan Width", node.estimate().width());
    }
    if (instruments != null) {
      Instruments.Measure measure = instruments.measure(node.node());
      long loops = Math.max(1, measure.loops());
      if (options.timing()) {
        json.put("Actual Startup Time", rounded(measure.startupMillis() / loops, 1000));
        json.put("Actual Total Time", rounded(measure.totalMillis() / loops, 1000));
      }
      json.put("Actual Rows", measure.rows() / loops);
      json.put("Actual Loops", measure.loops());
    }
    node.description().details().forEach(item -> json.put(item.label(), item.value()));
    List<Object> parts = new ArrayList<>();
    int inputs = 0;
    for (ExplainedNode.Labelled part : node.parts()) {
      String kind =
          part.label().isEmpty()
              ? inputs++ == 0 ? "Outer" : "Inner"
              : part.label().startsWith("SubPlan") ? "SubPlan" : "InitPlan";
      parts.add(node(part.node(), kind, part.label(), options, instruments));
    }
    if (!parts.isEmpty()) {
      json.put("Plans", parts);
    }
    return json;
  }

  private static double rounded(double value, int unit) {
    return Math.rint(value * unit) / unit;
  }
}
