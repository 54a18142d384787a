package dev.instar.engine.session;

import java.util.HashMap;
import java.util.Map;

/**
 * What was set, at one moment: for the session, and on top of it for the transaction. Immutable, so
 * that a savepoint is a reference.
 *
 * @param session by folded name, as kept
 * @param local of SET LOCAL
 */
record SettingLayers(Map<String, String> session, Map<String, String> local) {
  static final SettingLayers NONE = new SettingLayers(Map.of(), Map.of());

  /** The value that counts; null if nothing was set. */
  String get(String folded) {
    String value = local.get(folded);
    return value == null ? session.get(folded) : value;
  }

  SettingLayers withSession(String folded, String value) {
    return new SettingLayers(with(session, folded, value), without(local, folded));
  }

  SettingLayers withLocal(String folded, String value) {
    return new SettingLayers(session, with(local, folded, value));
  }

  SettingLayers reset(String folded) {
    return new SettingLayers(without(session, folded), without(local, folded));
  }

  SettingLayers withoutLocal() {
    return local.isEmpty() ? this : new SettingLayers(session, Map.of());
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new HashMap<>(map);
    more.put(name, value);
    return Map.copyOf(more);
  }

  private static Map<String, String> without(Map<String, String> map, String name) {
    if (!map.containsKey(name)) {
      return map;
    }
    Map<String, String> less = new HashMap<>(map);
    less.remove(name);
    return Map.copyOf(less);
  }
}
