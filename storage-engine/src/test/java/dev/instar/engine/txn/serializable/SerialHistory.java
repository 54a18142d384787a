package dev.instar.engine.txn.serializable;

import dev.instar.engine.error.SqlException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random history of a few transactions under snapshots, with or without {@link Serializability},
 * and by brute force whether some order one after the other explains it.
 */
final class SerialHistory {
  private static final int TRANSACTIONS = 4;
  private static final int KEYS = 3;
  private static final int TABLE = 1;
  private static final int INDEX = 2;
  private static final Comparator<Object> ORDER = Comparator.comparing(Integer.class::cast);

  private final Serializability serializability = new Serializability();
  private final boolean followed;
  private final List<Run> runs = new ArrayList<>();

  /** Every committed state there was, in order. */
  private final List<Map<Integer, Integer>> states = new ArrayList<>();

  /** By key, the number of the state that last changed it. */
  private final Map<Integer, Integer> changed = new TreeMap<>();

  private int failures;

  /** What a transaction does: reads a key, reads all, or writes a key (0: deletes it). */
  private record Operation(char kind, int key, int value) {}

  /** An operation with what it returned. */
  private record Done(Operation operation, Object result) {}

  private enum Phase {
    NOT_BEGUN,
    OPEN,
    PREPARED,
    COMMITTED,
    FAILED
  }

  private static final class Run {
    final List<Operation> plan = new ArrayList<>();
    final List<Done> done = new ArrayList<>();
    final Map<Integer, Integer> writes = new TreeMap<>();
    boolean readOnly;
    Phase phase = Phase.NOT_BEGUN;
    int snapshot;
    SerializableTransaction serializable;
  }

  private SerialHistory(long seed, boolean followed) {
    this.followed = followed;
    Random random = new Random(seed);
    Map<Integer, Integer> initial = new TreeMap<>();
    for (int key = 0; key < KEYS; key++) {
      if (random.nextBoolean()) {
        initial.put(key, -1 - key);
      }
    }
    states.add(initial);
    int values = 0;
    for (int i = 0; i < TRANSACTIONS; i++) {
      Run run = new Run();
      run.readOnly = random.nextInt(4) == 0;
      int length = 1 + random.nextInt(3);
      for (int j = 0; j < length; j++) {
        int kind = random.nextInt(run.readOnly ? 3 : 6);
        int key = random.nextInt(KEYS);
        run.plan.add(
            switch (kind) {
              case 0, 1 -> new Operation('r', key, 0);
              case 2 -> new Operation('a', 0, 0);
              case 3 -> new Operation('w', key, 0);
              default -> new Operation('w', key, ++values);
            });
      }
      runs.add(run);
    }
    while (runs.stream().anyMatch(run -> run.phase.compareTo(Phase.COMMITTED) < 0)) {
      step(runs.get(random.nextInt(TRANSACTIONS)));
    }
  }

  static SerialHistory run(long seed, boolean followed) {
    return new SerialHistory(seed, followed);
  }

  /** How many transactions were failed by {@link Serializability}. */
  int failures() {
    return failures;
  }

  private void step(Run run) {
    try {
      switch (run.phase) {
        case NOT_BEGUN -> {
          run.serializable = serializability.begin(run.readOnly);
          run.snapshot = states.size() - 1;
          run.phase = Phase.OPEN;
        }
        case OPEN -> {
          if (run.done.size() < run.plan.size()) {
            operate(run, run.plan.get(run.done.size()));
          } else {
            if (followed) {
              serializability.beforeCommit(run.serializable);
            }
            run.phase = Phase.PREPARED;
          }
        }
        case PREPARED -> commit(run);
        case COMMITTED, FAILED -> {}
      }
    } catch (SqlException e) {
      failures++;
      fail(run);
    }
  }

  private void fail(Run run) {
    run.phase = Phase.FAILED;
    serializability.aborted(run.serializable);
  }

  private void commit(Run run) {
    if (!run.writes.isEmpty()) {
      Map<Integer, Integer> state = new TreeMap<>(states.getLast());
      apply(run.writes, state);
      states.add(state);
      run.writes.keySet().forEach(key -> changed.put(key, states.size() - 1));
    }
    run.phase = Phase.COMMITTED;
    if (followed) {
      serializability.committed(run.serializable);
    }
  }

  private static void apply(Map<Integer, Integer> writes, Map<Integer, Integer> state) {
    writes.forEach(
        (key, value) -> {
          if (value == 0) {
            state.remove(key);
          } else {
            state.put(key, value);
          }
        });
  }

  private void operate(Run run, Operation operation) {
    switch (operation.kind()) {
      case 'r' -> {
        if (followed) {
          serializability.readRange(
              run.serializable, IndexRange.point(INDEX, ORDER, operation.key()));
          serializability.readRow(run.serializable, TABLE, operation.key());
        }
      }
      case 'a' -> {
        if (followed) {
          serializability.readRelation(run.serializable, TABLE);
        }
      }
      default -> {
        boolean taken =
            changed.getOrDefault(operation.key(), 0) > run.snapshot
                || runs.stream()
                    .anyMatch(
                        other ->
                            other != run
                                && (other.phase == Phase.OPEN || other.phase == Phase.PREPARED)
                                && other.writes.containsKey(operation.key()));
        if (taken) {
          // It would wait, and fail on the concurrent update: no business of this room.
          fail(run);
          return;
        }
        if (followed) {
          boolean isNew = operation.value() != 0 && !view(run).containsKey(operation.key());
          serializability.wroteRow(
              run.serializable,
              TABLE,
              operation.key(),
              isNew ? List.of(new IndexEntry(INDEX, operation.key())) : List.of());
        }
        run.writes.put(operation.key(), operation.value());
      }
    }
    run.done.add(new Done(operation, result(operation, view(run))));
  }

  private Map<Integer, Integer> view(Run run) {
    Map<Integer, Integer> view = new TreeMap<>(states.get(run.snapshot));
    apply(run.writes, view);
    return view;
  }

  private static Object result(Operation operation, Map<Integer, Integer> view) {
    return switch (operation.kind()) {
      case 'r' -> view.getOrDefault(operation.key(), 0);
      case 'a' -> Map.copyOf(view);
      default -> "";
    };
  }

  /** Whether some order of the committed ones, one after the other, returns and leaves the same. */
  boolean isSerializable() {
    List<Run> committed = runs.stream().filter(run -> run.phase == Phase.COMMITTED).toList();
    return someOrder(new ArrayList<>(committed), states.getFirst());
  }

  private boolean someOrder(List<Run> remaining, Map<Integer, Integer> state) {
    if (remaining.isEmpty()) {
      return state.equals(states.getLast());
    }
    for (Run next : List.copyOf(remaining)) {
      Map<Integer, Integer> after = replayed(next, state);
      if (after != null) {
        List<Run> rest = new ArrayList<>(remaining);
        rest.remove(next);
        if (someOrder(rest, after)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The state afterwards; null if it would have read something else. */
  private static Map<Integer, Integer> replayed(Run run, Map<Integer, Integer> before) {
    Map<Integer, Integer> state = new TreeMap<>(before);
    for (Done done : run.done) {
      Operation operation = done.operation();
      if (operation.kind() == 'w') {
        apply(Map.of(operation.key(), operation.value()), state);
      } else if (!Objects.equals(result(operation, state), done.result())) {
        return null;
      }
    }
    return state;
  }
}
