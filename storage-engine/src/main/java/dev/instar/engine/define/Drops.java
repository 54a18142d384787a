package dev.instar.engine.define;

import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.statement.StatementContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Removes objects with what depends on them: parts go silently, others only with CASCADE, and are
 * named. As PostgreSQL's {@code dependency.c}, down to the order in which it names them.
 *
 * <p>All relations concerned are locked with ACCESS EXCLUSIVE, both ends of a foreign key too.
 * While one waits for a lock something may come to depend on what is dropped: then it is looked for
 * again.
 */
public final class Drops {
  /** What is to go, in the order in which messages name it. */
  private record Found(Map<ObjectAddress, Reason> all) {}

  /** Why something goes. */
  private static final class Reason {
    final Optional<ObjectAddress> because;
    boolean automatic;

    Reason(Optional<ObjectAddress> because, boolean automatic) {
      this.because = because;
      this.automatic = automatic;
    }
  }

  private final StatementContext context;
  private final List<ObjectAddress> targets;

  private Drops(StatementContext context, List<ObjectAddress> targets) {
    this.context = context;
    this.targets = targets;
  }

  /**
   * DROP of objects that the caller has found and may drop.
   *
   * @throws SqlException 2BP01 if others depend on them and {@code cascade} is not set
   */
  public static void drop(StatementContext context, List<ObjectAddress> targets, boolean cascade) {
    Drops drops = new Drops(context, targets);
    targets.forEach(drops::requireFreeStanding);
    Found found = drops.findLocked();
    drops.report(found, cascade);
    new Erasure(context).erase(found.all().keySet());
  }

  /**
   * What {@link #drop} requires, without a lock and without dropping anything: of what is dropped
   * later.
   *
   * @throws SqlException 2BP01
   */
  public static void requireDroppable(StatementContext context, ObjectAddress target) {
    Drops drops = new Drops(context, List.of(target));
    drops.requireFreeStanding(target);
    drops.report(drops.find(), false);
  }

  /** Drops objects and all that depends on them without a word. */
  static void quietly(StatementContext context, List<CatalogObject> objects) {
    List<ObjectAddress> targets =
        objects.stream().map(object -> ObjectAddress.of(object.oid())).toList();
    Found found = new Drops(context, targets).findLocked();
    new Erasure(context).erase(found.all().keySet());
  }

  /** What is a part of something else goes with that, and not by itself. */
  private void requireFreeStanding(ObjectAddress target) {
    CatalogObject object = context.catalog().find(target.object()).orElseThrow();
    if (object instanceof Sequence sequence) {
      sequence
          .ownedBy()
          .filter(Sequence.Owner::internal)
          .filter(owner -> !targets.contains(ObjectAddress.of(owner.table())))
          .ifPresent(
              owner -> requires(target, ObjectAddress.column(owner.table(), owner.column())));
    }
    if (object instanceof Index index) {
      for (Constraint constraint : context.catalog().constraints(index.table())) {
        if (constraint instanceof Constraint.Unique unique && unique.index() == index.oid()) {
          requires(target, ObjectAddress.of(unique.oid()));
        }
      }
    }
  }

  private void requires(ObjectAddress target, ObjectAddress whole) {
    String other = Descriptions.of(context, whole);
    throw new SqlException(
            SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
            "cannot drop %s because %s requires it"
                .formatted(Descriptions.of(context, target), other))
        .with(Field.HINT, "You can drop " + other + " instead.");
  }

  private Found findLocked() {
    Set<Integer> locked = new LinkedHashSet<>();
    while (true) {
      Found found = find();
      boolean waited = false;
      for (ObjectAddress address : found.all().keySet()) {
        for (int relation : relations(address)) {
          if (locked.add(relation)) {
            context.lock(relation, LockMode.ACCESS_EXCLUSIVE);
            waited = true;
          }
        }
      }
      if (!waited) {
        return found;
      }
    }
  }

  /** The relations that are locked to drop something. */
  private List<Integer> relations(ObjectAddress address) {
    Optional<CatalogObject> object = context.catalog().find(address.object());
    if (object.isEmpty()) {
      return List.of();
    }
    return switch (object.get()) {
      case Relation relation -> List.of(relation.oid());
      case Constraint.ForeignKey key -> List.of(key.table(), key.referenced());
      case Constraint constraint -> List.of(constraint.table());
      default -> List.of();
    };
  }

  private Found find() {
    Dependencies dependencies = new Dependencies(context);
    Map<ObjectAddress, Reason> postOrder = new LinkedHashMap<>();
    Set<ObjectAddress> open = new LinkedHashSet<>();
    for (ObjectAddress target : targets) {
      if (context.catalog().find(target.object()).isPresent()) {
        visit(target, Optional.empty(), false, dependencies, postOrder, open);
      }
    }
    Map<ObjectAddress, Reason> all = new LinkedHashMap<>();
    for (ObjectAddress address : new ArrayList<>(postOrder.keySet()).reversed()) {
      boolean covered =
          !address.isWhole() && postOrder.containsKey(ObjectAddress.of(address.object()));
      if (!covered) {
        all.put(address, postOrder.get(address));
      }
    }
    return new Found(all);
  }

  private void visit(
      ObjectAddress address,
      Optional<ObjectAddress> because,
      boolean automatic,
      Dependencies dependencies,
      Map<ObjectAddress, Reason> found,
      Set<ObjectAddress> open) {
    Reason known = found.get(address);
    if (known != null) {
      known.automatic |= automatic;
      return;
    }
    if (isOpen(address, open)) {
      return;
    }
    open.add(address);
    for (Dependencies.Dependent dependent : dependencies.of(address)) {
      visit(
          dependent.address(),
          Optional.of(address),
          dependent.automatic(),
          dependencies,
          found,
          open);
    }
    open.remove(address);
    found.put(address, new Reason(because, automatic));
  }

  private static boolean isOpen(ObjectAddress address, Set<ObjectAddress> open) {
    return open.contains(address) || open.contains(ObjectAddress.of(address.object()));
  }

  private void report(Found found, boolean cascade) {
    List<String> lines = new ArrayList<>();
    found
        .all()
        .forEach(
            (address, reason) -> {
              if (!targets.contains(address) && !reason.automatic) {
                String object = Descriptions.of(context, address);
                lines.add(
                    cascade
                        ? "drop cascades to " + object
                        : object
                            + " depends on "
                            + Descriptions.of(context, reason.because.orElseThrow()));
              }
            });
    if (lines.isEmpty()) {
      return;
    }
    if (!cascade) {
      throw refusal(String.join("\n", lines));
    }
    SqlException notice =
        lines.size() == 1
            ? new SqlException(SqlState.SUCCESSFUL_COMPLETION, lines.getFirst())
            : new SqlException(
                    SqlState.SUCCESSFUL_COMPLETION,
                    "drop cascades to " + lines.size() + " other objects")
                .with(Field.DETAIL, String.join("\n", lines));
    context.notice(notice);
  }

  private SqlException refusal(String detail) {
    String message =
        targets.size() == 1
            ? "cannot drop "
                + Descriptions.of(context, targets.getFirst())
                + " because other objects depend on it"
            : "cannot drop desired object(s) because other objects depend on them";
    return new SqlException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, message)
        .with(Field.DETAIL, detail)
        .with(Field.HINT, "Use DROP ... CASCADE to drop the dependent objects too.");
  }
}
