package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Phase;
import dev.instar.migrator.plan.StepAction;
import dev.instar.migrator.plan.Undo;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Actions of one ALTER TABLE that only change the catalog, to be run as one statement. */
final class InstantGroup {
  private final TableName table;
  private final List<TableName> locked;
  private final List<Action> actions = new ArrayList<>();

  /**
   * @param locked the table, and what is locked with it
   */
  InstantGroup(TableName table, List<TableName> locked) {
    this.table = table;
    this.locked = List.copyOf(locked);
  }

  /**
   * An action.
   *
   * @param phase its phase
   * @param title what it does, in the imperative
   * @param sql the action as ALTER TABLE writes it
   * @param undo the action that takes it back; empty if none can
   * @param reason why it can be run as it is
   * @param locks what it locks beside the table
   */
  record Action(
      Phase phase,
      String title,
      String sql,
      Optional<String> undo,
      String reason,
      List<LockClaim> locks) {
    Action {
      locks = List.copyOf(locks);
    }

    static Action of(Phase phase, String title, String sql, Optional<String> undo, String reason) {
      return new Action(phase, title, sql, undo, reason, List.of());
    }
  }

  boolean takes(TableName other, Action action) {
    return other.equals(table) && action.phase() == actions.getFirst().phase();
  }

  void add(Action action) {
    actions.add(action);
  }

  StepDraft step() {
    String prefix = "ALTER TABLE " + table.quoted() + " ";
    String sql = prefix + String.join(", ", actions.stream().map(Action::sql).toList());
    SortedMap<TableName, LockMode> locks = new TreeMap<>();
    locked.forEach(t -> locks.put(t, LockMode.ACCESS_EXCLUSIVE));
    actions.stream()
        .flatMap(a -> a.locks().stream())
        .forEach(c -> locks.merge(c.relation(), c.mode(), (a, b) -> a.compareTo(b) > 0 ? a : b));
    return new StepDraft(
        actions.getFirst().phase(),
        String.join("; ", actions.stream().map(Action::title).toList()),
        new StepAction.Execute(List.of(sql)),
        locks.entrySet().stream().map(e -> new LockClaim(e.getKey(), e.getValue())).toList(),
        Work.INSTANT,
        Estimates.instant(),
        undo(prefix),
        "",
        actions.getFirst().reason());
  }

  private Undo undo(String prefix) {
    if (actions.stream().anyMatch(a -> a.undo().isEmpty())) {
      return new Undo.Impossible("the server does not keep what it needs to take it back");
    }
    // One by one: within a single ALTER TABLE the server would do the drops first.
    return new Undo.Sql(
        actions.reversed().stream().map(a -> prefix + a.undo().orElseThrow()).toList());
  }
}
