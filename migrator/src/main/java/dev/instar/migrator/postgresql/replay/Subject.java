package dev.instar.migrator.postgresql.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a CREATE, ALTER or DROP is about, by its first words.
 *
 * @param kind the key words of its kind, such as {@code materialized view}
 * @param name its own name, folded, without a schema
 * @param table the table that it is on, for a trigger, a policy or a rule
 */
record Subject(String kind, String name, Optional<String> table) {
  /** What may stand between the verb and the kind. */
  private static final Set<String> MODIFIERS =
      Set.of(
          "or",
          "replace",
          "global",
          "local",
          "temporary",
          "temp",
          "unlogged",
          "unique",
          "constraint",
          "recursive",
          "trusted",
          "procedural");

  /** Kinds of two words begin with these. */
  private static final Set<String> FIRST_OF_TWO =
      Set.of("materialized", "foreign", "event", "user", "default", "access", "operator", "text");

  /** What may stand between the kind and the name. */
  private static final Set<String> BEFORE_NAME =
      Set.of("concurrently", "if", "not", "exists", "only");

  private static final Set<String> ON_A_TABLE = Set.of("trigger", "policy", "rule");

  /**
   * The subjects of a statement, several of a DROP; none of a statement that defines nothing.
   *
   * @param beginning its first tokens
   */
  static List<Subject> of(List<String> beginning) {
    List<Subject> subjects = new ArrayList<>();
    if (!Set.of("create", "alter", "drop").contains(beginning.getFirst())) {
      return subjects;
    }
    int at = skip(beginning, 1, MODIFIERS);
    if (at >= beginning.size()) {
      return subjects;
    }
    String kind = beginning.get(at++);
    if (FIRST_OF_TWO.contains(kind) && at < beginning.size() && !kind.equals("user")) {
      kind += " " + beginning.get(at++);
    }
    at = skip(beginning, at, BEFORE_NAME);
    boolean more = true;
    while (more && at < beginning.size()) {
      at = lastOfName(beginning, at);
      subjects.add(new Subject(kind, beginning.get(at), table(kind, beginning, at)));
      more = at + 1 < beginning.size() && beginning.get(at + 1).equals(",");
      at += 2;
    }
    return subjects;
  }

  private static int skip(List<String> words, int from, Set<String> which) {
    int at = from;
    while (at < words.size() && which.contains(words.get(at))) {
      at++;
    }
    return at;
  }

  /** Of {@code a.b.c} where {@code c} is. */
  private static int lastOfName(List<String> words, int from) {
    int at = from;
    while (at + 2 < words.size() && words.get(at + 1).equals(".")) {
      at += 2;
    }
    return at;
  }

  private static Optional<String> table(String kind, List<String> words, int from) {
    int on = words.subList(from, words.size()).indexOf("on") + from + 1;
    return !ON_A_TABLE.contains(kind) || on <= from || on >= words.size()
        ? Optional.empty()
        : Optional.of(words.get(lastOfName(words, on)));
  }

  /** Whether dropping the other drops this: the same thing, or what this is on. */
  boolean goesWith(Subject dropped) {
    boolean same =
        family(kind).equals(family(dropped.kind))
            && name.equals(dropped.name)
            && table.equals(dropped.table);
    return same
        || (family(dropped.kind).equals("table") && table.equals(Optional.of(dropped.name)));
  }

  /** Kinds whose statements may name each other's objects. */
  private static String family(String kind) {
    return switch (kind) {
      case "foreign table" -> "table";
      case "procedure", "routine", "aggregate" -> "function";
      default -> kind;
    };
  }

  /** Whether it is something that no plan depends on. */
  boolean besides() {
    return switch (kind) {
      case "role",
          "user",
          "group",
          "database",
          "tablespace",
          "system",
          "language",
          "server",
          "subscription",
          "event trigger",
          "foreign data",
          "default privileges" ->
          true;
      default -> false;
    };
  }

  /** Whether only statements that name it depend on it, and none about the table that it is on. */
  boolean alone() {
    return kind.equals("statistics");
  }

  /** Whether it is code: its text names what it works on later, not what it is made of. */
  boolean routine() {
    return family(kind).equals("function");
  }
}
