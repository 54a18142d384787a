package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The open portals of a connection by name; the unnamed one has the empty name. */
final class Portals {
  private final Map<String, BoundPortal> portals = new HashMap<>();

  boolean isEmpty() {
    return portals.isEmpty();
  }

  /**
   * @throws SqlException with 34000
   */
  BoundPortal get(String name) {
    BoundPortal portal = portals.get(name);
    if (portal == null) {
      throw new SqlException(
          SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist");
    }
    return portal;
  }

  /**
   * The name must be free; the empty one is made so.
   *
   * @throws SqlException with 42P03
   */
  void claim(String name) {
    if (name.isEmpty()) {
      close(name);
    } else if (portals.containsKey(name)) {
      throw new SqlException(SqlState.DUPLICATE_CURSOR, "cursor \"" + name + "\" already exists");
    }
  }

  void put(BoundPortal portal) {
    portals.put(portal.name(), portal);
  }

  void close(String name) {
    BoundPortal portal = portals.remove(name);
    if (portal != null) {
      portal.close();
    }
  }

  void closeAll() {
    List<BoundPortal> all = new ArrayList<>(portals.values());
    portals.clear();
    for (BoundPortal portal : all) {
      portal.close();
    }
  }
}
