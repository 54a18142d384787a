package dev.instar.engine.lock;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The lock table as others may see it. Called with its mutex held. */
final class LockViews {
  private LockViews() {}

  static List<LockView> all(Collection<LockQueue> queues) {
    List<LockView> views = new ArrayList<>();
    for (LockQueue queue : queues) {
      for (Holding holding : queue.holdings()) {
        int modes = holding.modes();
        for (LockMode mode : LockMode.values()) {
          if ((modes & mode.bit()) != 0) {
            views.add(view(queue, holding.owner, mode, Optional.empty()));
          }
        }
      }
      for (Waiter waiter : queue.waiters()) {
        views.add(view(queue, waiter.owner, waiter.mode, Optional.of(waiter)));
      }
    }
    return views;
  }

  private static LockView view(
      LockQueue queue, LockOwner owner, LockMode mode, Optional<Waiter> waiter) {
    return new LockView(
        queue.tag,
        Optional.ofNullable(owner.virtualTransaction).map(LockTag.VirtualTransaction::text),
        owner.pid(),
        mode,
        waiter.isEmpty(),
        waiter.map(place -> place.since));
  }

  static List<Integer> blockers(Waiter waiter) {
    int conflicts = waiter.mode.conflicts();
    Set<Integer> pids = new LinkedHashSet<>();
    for (Holding holding : waiter.queue.holdings()) {
      if (holding.owner != waiter.owner && (holding.modes() & conflicts) != 0) {
        pids.add(holding.owner.pid());
      }
    }
    for (Waiter ahead : waiter.queue.waiters()) {
      if (ahead == waiter) {
        break;
      }
      if ((ahead.mode.bit() & conflicts) != 0) {
        pids.add(ahead.owner.pid());
      }
    }
    return List.copyOf(pids);
  }
}
