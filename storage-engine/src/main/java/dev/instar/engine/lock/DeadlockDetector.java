package dev.instar.engine.lock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for a ring of waiting sessions, from one of them. Guarded by the lock table's mutex; used
 * for one search.
 *
 * <p>A session waits for another along two kinds of edges. A <em>hard</em> edge leads to one that
 * holds what it needs. A <em>soft</em> edge leads to one that merely waits ahead of it in the same
 * queue for something it would exclude. A ring of hard edges is a deadlock. A ring with a soft edge
 * is not, if the two can change places: the search proposes that, sees whether every session
 * touched by the change is then free of rings, and otherwise proposes the next change, or several.
 * It is PostgreSQL's algorithm ({@code storage/lmgr/README}, "The Deadlock Detection Algorithm").
 */
final class DeadlockDetector {
  private final LockOwner start;

  /** The changes of place under trial. */
  private final List<SoftEdge> constraints = new ArrayList<>();

  /** The orders of queues that follow from them. */
  private final Map<LockQueue, List<Waiter>> orders = new LinkedHashMap<>();

  private final Set<LockOwner> visited = new HashSet<>();
  private List<DeadlockReport.Edge> ring = List.of();

  /** That one waits ahead of another only by its place; as a constraint: that it shall not. */
  private record SoftEdge(Waiter waiter, Waiter blocker) {}

  /** What one search along edges found. */
  private record Ring(List<SoftEdge> softEdges) {}

  private DeadlockDetector(LockOwner start) {
    this.start = start;
  }

  /**
   * Searches from a waiting session, and changes places in queues where that is a way out.
   *
   * @return the deadlock, if there is no way out
   */
  static Optional<DeadlockReport> check(LockOwner start) {
    DeadlockDetector detector = new DeadlockDetector(start);
    if (!detector.resolve()) {
      // What is reported is the ring as it stands, without any change of places.
      detector.constraints.clear();
      detector.orders.clear();
      detector.findRing(start);
      return Optional.of(new DeadlockReport(detector.ring));
    }
    detector.orders.forEach(LockQueue::reorder);
    detector.orders.keySet().forEach(LockQueue::grantWaiters);
    return Optional.empty();
  }

  /** Whether the constraints, with some more if need be, leave no ring. */
  private boolean resolve() {
    Optional<Ring> found = ringUnderConstraints();
    if (found.isEmpty()) {
      return true;
    }
    for (SoftEdge edge : found.get().softEdges()) {
      if (constraints.contains(edge)) {
        continue;
      }
      constraints.add(edge);
      if (resolve()) {
        return true;
      }
      constraints.removeLast();
    }
    return false;
  }

  /**
   * A ring through the start or through anyone whose place has changed; without soft edges if
   * hopeless.
   */
  private Optional<Ring> ringUnderConstraints() {
    orders.clear();
    for (SoftEdge constraint : constraints) {
      LockQueue queue = constraint.waiter().queue;
      if (!orders.containsKey(queue)) {
        Optional<List<Waiter>> order = ordered(queue);
        if (order.isEmpty()) {
          return Optional.of(new Ring(List.of()));
        }
        orders.put(queue, order.get());
      }
    }
    Optional<Ring> softest = Optional.empty();
    Set<LockOwner> origins = new HashSet<>();
    for (SoftEdge constraint : constraints) {
      origins.add(constraint.waiter().owner);
      origins.add(constraint.blocker().owner);
    }
    origins.add(start);
    for (LockOwner origin : origins) {
      Optional<Ring> found = findRing(origin);
      if (found.isPresent()) {
        if (found.get().softEdges().isEmpty()) {
          return found;
        }
        softest = found;
      }
    }
    return softest;
  }

  /** The queue's order with the fewest moves that keeps the constraints; empty if none does. */
  private Optional<List<Waiter>> ordered(LockQueue queue) {
    List<Waiter> remaining = new ArrayList<>(queue.waiters());
    List<Waiter> backwards = new ArrayList<>();
    while (!remaining.isEmpty()) {
      int last = remaining.size() - 1;
      while (last >= 0 && mustPrecede(remaining.get(last), remaining)) {
        last--;
      }
      if (last < 0) {
        return Optional.empty();
      }
      backwards.add(remaining.remove(last));
    }
    Collections.reverse(backwards);
    return Optional.of(backwards);
  }

  private boolean mustPrecede(Waiter waiter, List<Waiter> others) {
    return constraints.stream()
        .anyMatch(edge -> edge.waiter() == waiter && others.contains(edge.blocker()));
  }

  /** A ring that leads back to its origin. */
  private Optional<Ring> findRing(LockOwner origin) {
    visited.clear();
    List<SoftEdge> softEdges = new ArrayList<>();
    List<DeadlockReport.Edge> path = new ArrayList<>();
    if (!leadsBack(origin, origin, path, softEdges)) {
      return Optional.empty();
    }
    ring = path;
    return Optional.of(new Ring(softEdges));
  }

  private boolean leadsBack(
      LockOwner owner, LockOwner origin, List<DeadlockReport.Edge> path, List<SoftEdge> softEdges) {
    if (!visited.add(owner)) {
      return owner == origin;
    }
    Waiter waiter = owner.waiting;
    if (waiter == null) {
      return false;
    }
    path.add(DeadlockReport.Edge.of(waiter));
    int conflicts = waiter.mode.conflicts();
    for (Holding holding : waiter.queue.holdings()) {
      if (holding.owner != owner
          && (holding.modes() & conflicts) != 0
          && leadsBack(holding.owner, origin, path, softEdges)) {
        return true;
      }
    }
    for (Waiter ahead : orders.getOrDefault(waiter.queue, waiter.queue.waiters())) {
      if (ahead == waiter) {
        break;
      }
      if ((ahead.mode.bit() & conflicts) != 0 && leadsBack(ahead.owner, origin, path, softEdges)) {
        softEdges.add(new SoftEdge(waiter, ahead));
        return true;
      }
    }
    path.removeLast();
    return false;
  }
}
