package dev.instar.migrator.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.plan.json.PlanJson;
import java.util.List;

/**
 * A plan for machines: as {@link PlanJson} writes it, and where there are {@code locks}, in a
 * statement's {@code asWritten} and in a step, also what they block:
 *
 * <pre>{@code
 * "locks": [{"relation": {"schema": "public", "name": "orders"}, "mode": "ACCESS_EXCLUSIVE"}],
 * "blocks": {"reads": true, "writes": true, "ddl": true}
 * }</pre>
 *
 * A reader ignores members that it does not know; what changes the meaning of one changes {@code
 * format}.
 */
public final class JsonReport extends Report {
  @Override
  protected String print(Plan plan) {
    JsonNode tree = PlanJson.tree(plan);
    int position = 0;
    for (StatementPlan statement : plan.statements()) {
      JsonNode node = tree.path("statements").path(position);
      position++;
      addBlocks(node.path("asWritten"), statement.asWritten().locks());
      for (int step = 0; step < statement.steps().size(); step++) {
        addBlocks(node.path("steps").path(step), statement.steps().get(step).locks());
      }
    }
    return Json.print(tree);
  }

  private static void addBlocks(JsonNode node, List<LockClaim> locks) {
    Blocks blocks = Blocks.of(locks);
    ((ObjectNode) node)
        .putObject("blocks")
        .put("reads", blocks.reads())
        .put("writes", blocks.writes())
        .put("ddl", blocks.ddl());
  }
}
