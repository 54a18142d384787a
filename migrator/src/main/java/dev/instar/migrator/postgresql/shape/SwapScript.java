package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of a swap in their order, as one DO block: one round trip under the lock. (pgJDBC
 * could send several statements at once as well, but takes bodies of functions and rules apart.)
 */
final class SwapScript {
  /** In no name and no text of anybody's. */
  private static final String TAG = "$instar_swap_3d1f9a7c$";

  private SwapScript() {}

  static String of(Shape shape, ShadowNames names, Capture capture) {
    List<String> script = new ArrayList<>();
    // A flush may have left deferred uniqueness checks, and no table with such can be altered.
    script.add("SET CONSTRAINTS ALL IMMEDIATE");
    dismantle(script, capture);
    for (DeferredIndex index : shape.deferred()) {
      if (index.temporary()) {
        TableName qualified = new TableName(shape.shadow().schema(), index.name());
        script.add("DROP INDEX IF EXISTS " + qualified.quoted());
      }
    }
    script.add(move(shape.source(), names.retained()));
    script.add(move(shape.shadow(), shape.source()));
    assemble(script, capture);
    return script.stream()
        .map(statement -> "EXECUTE " + Identifiers.literal(statement) + ";\n")
        .collect(Collectors.joining("", "DO " + TAG + "BEGIN\n", "END" + TAG));
  }

  /** What depends on views goes before them, and what is on the table before the table. */
  private static void dismantle(List<String> script, Capture capture) {
    script.addAll(capture.atomicFunctions().dismantle());
    capture.active().forEach(part -> script.addAll(part.dismantle()));
    script.addAll(capture.views().carried().dismantle());
    script.addAll(capture.foreignKeys().carried().dismantle());
    script.addAll(capture.publications().dismantle());
    script.addAll(capture.statistics().dismantle());
    script.addAll(capture.sequences().dismantle());
  }

  /** Views come first: functions, rules and policies may name them. */
  private static void assemble(List<String> script, Capture capture) {
    script.addAll(capture.sequences().assemble());
    script.addAll(capture.statistics().assemble());
    script.addAll(capture.views().carried().assemble());
    script.addAll(capture.atomicFunctions().assemble());
    script.addAll(capture.foreignKeys().carried().assemble());
    capture.active().forEach(part -> script.addAll(part.assemble()));
    script.addAll(capture.publications().assemble());
  }

  private static String move(TableName from, TableName to) {
    return "ALTER TABLE " + from.quoted() + " SET SCHEMA " + Identifiers.quote(to.schema());
  }
}
