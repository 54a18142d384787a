package dev.instar.engine.session;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Plans by text and parameter types: a client that sends the same statement again, unnamed, does
 * not wait for it to be understood again. Of its session's thread.
 */
final class PlanCache {
  private static final int MAX_PLANS = 256;
  private static final int MAX_LENGTH = 16 * 1024;

  /** Literals that are another value whenever they are read. */
  private static final String[] CHANGING = {
    "'now", "'today", "'tomorrow", "'yesterday", "'current"
  };

  /** What a plan is found by. */
  @SuppressWarnings("ArrayRecordComponent") // Compared by its elements, below.
  private record Key(String text, int hash, int[] types) {
    Key(String text, int[] types) {
      this(text, text.hashCode() * 31 + Arrays.hashCode(types), types);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key that
          && hash == that.hash
          && text.equals(that.text)
          && Arrays.equals(types, that.types);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Map<Key, PlannedQuery> plans =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, PlannedQuery> eldest) {
          return size() > MAX_PLANS;
        }
      };

  /** Null if there is none. */
  PlannedQuery get(String text, int[] types) {
    return plans.get(new Key(text, types));
  }

  void put(String text, int[] types, PlannedQuery plan) {
    if (text.length() <= MAX_LENGTH && !changes(text)) {
      plans.put(new Key(text, types.clone()), plan);
    }
  }

  private static boolean changes(String text) {
    String folded = text.toLowerCase(Locale.ROOT);
    for (String literal : CHANGING) {
      if (folded.contains(literal)) {
        return true;
      }
    }
    return false;
  }

  void clear() {
    plans.clear();
  }
}
