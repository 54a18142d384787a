package dev.instar.migrator.twin;

import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.Step;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rebuild of a twin workload's table: {@code quantity} and every integer key column become
 * bigint, notes become varchar.
 */
public record TwinRebuild(TwinTable table) {
  private static final String NOTE = "\"a \"\"note\"\"\"";

  /** The actions of the ALTER TABLE that is carried out. */
  public List<String> actions() {
    List<String> actions = new ArrayList<>();
    actions.add("ALTER COLUMN quantity TYPE bigint");
    actions.add("ALTER COLUMN " + NOTE + " TYPE varchar(200)");
    integerKeys().forEach(column -> actions.add("ALTER COLUMN " + column + " TYPE bigint"));
    return actions;
  }

  /** What must be in the table afterwards. */
  public ShapeTransform transform() {
    ShapeTransform transform =
        ShapeTransform.identity(table)
            .with("\"quantity\"", "t.quantity::bigint")
            .with(NOTE, "t." + NOTE + "::varchar(200)");
    for (String column : integerKeys()) {
      transform = transform.with(column, "t." + column + "::bigint");
    }
    return transform;
  }

  /** The step of a plan that does it. */
  public Step step() {
    return new Step(
        "1.1",
        Phase.MIGRATE,
        "Rebuild " + table.source(),
        new StepAction.Rebuild(table.source(), actions(), Map.of()),
        List.of(),
        Work.ONLINE_COPY,
        new Estimate(0, 0, Duration.ZERO, "none"),
        new Undo.DropShadow(),
        "",
        "the test asks for it");
  }

  private List<String> integerKeys() {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < table.key().types().size(); i++) {
      if (table.key().types().get(i) == KeyType.INTEGER) {
        columns.add(table.key().columns().get(i));
      }
    }
    return columns;
  }
}
