package dev.instar.engine.logical;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Replication origins: names that a session may give to what it writes, so that readers of the log
 * can leave it out. Thread-safe.
 */
final class Origins {
  private final Map<Integer, String> names;

  /** Which origin each session has set up, by its process id. */
  private final Map<Integer, Integer> sessions = new ConcurrentHashMap<>();

  Origins(Map<Integer, String> names) {
    this.names = new TreeMap<>(names);
  }

  synchronized Map<Integer, String> byNumber() {
    return new TreeMap<>(names);
  }

  synchronized Optional<String> name(int number) {
    return Optional.ofNullable(names.get(number));
  }

  synchronized Optional<Integer> number(String name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /**
   * @throws SqlException 23505, 42939
   */
  synchronized int create(String name) {
    if (name.startsWith("pg_") || name.equals("any") || name.equals("none")) {
      throw new SqlException(
              SqlState.RESERVED_NAME, "replication origin name \"" + name + "\" is reserved")
          .with(
              Field.DETAIL,
              "Origin names \"any\", \"none\", and names starting with \"pg_\" are reserved.");
    }
    if (number(name).isPresent()) {
      throw new SqlException(
              SqlState.UNIQUE_VIOLATION,
              "duplicate key value violates unique constraint"
                  + " \"pg_replication_origin_roname_index\"")
          .with(Field.DETAIL, "Key (roname)=(" + name + ") already exists.");
    }
    int number = 1;
    while (names.containsKey(number)) {
      number++;
    }
    names.put(number, name);
    return number;
  }

  /**
   * @throws SqlException 42704, 55006
   */
  synchronized void drop(String name) {
    int number = require(name);
    for (Map.Entry<Integer, Integer> session : sessions.entrySet()) {
      if (session.getValue() == number) {
        throw inUse(number, session.getKey());
      }
    }
    names.remove(number);
  }

  private static SqlException inUse(int number, int pid) {
    return new SqlException(
        SqlState.OBJECT_IN_USE,
        "replication origin with ID " + number + " is already active for PID " + pid);
  }

  /**
   * @throws SqlException 42704
   */
  int require(String name) {
    return number(name)
        .orElseThrow(
            () ->
                new SqlException(
                    SqlState.UNDEFINED_OBJECT,
                    "replication origin \"" + name + "\" does not exist"));
  }

  /**
   * From here on what the session commits comes from that origin.
   *
   * @throws SqlException 42704, 55000, 55006
   */
  synchronized void setUp(int pid, String name) {
    if (sessions.containsKey(pid)) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
          "cannot setup replication origin when one is already setup");
    }
    int number = require(name);
    for (Map.Entry<Integer, Integer> session : sessions.entrySet()) {
      if (session.getValue() == number) {
        throw inUse(number, session.getKey());
      }
    }
    sessions.put(pid, number);
  }

  /**
   * @throws SqlException 55000
   */
  void reset(int pid) {
    if (sessions.remove(pid) == null) {
      throw new SqlException(
          SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "no replication origin is configured");
    }
  }

  void sessionEnded(int pid) {
    sessions.remove(pid);
  }

  /** The origin of what a session commits; 0 for none. */
  int of(int pid) {
    return sessions.isEmpty() ? 0 : sessions.getOrDefault(pid, 0);
  }
}
