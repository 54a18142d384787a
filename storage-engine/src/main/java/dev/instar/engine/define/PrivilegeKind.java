package dev.instar.engine.define;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which privileges there are on what, by PostgreSQL's letters. */
enum PrivilegeKind {
  RELATION("relation", "arwdDxtm", ""),
  SEQUENCE("sequence", "rwU", ""),
  SCHEMA("schema", "UC", ""),
  DATABASE("database", "CTc", "Tc");

  private static final Map<String, Character> LETTERS = new HashMap<>();

  static {
    LETTERS.put("select", 'r');
    LETTERS.put("insert", 'a');
    LETTERS.put("update", 'w');
    LETTERS.put("delete", 'd');
    LETTERS.put("truncate", 'D');
    LETTERS.put("references", 'x');
    LETTERS.put("trigger", 't');
    LETTERS.put("maintain", 'm');
    LETTERS.put("usage", 'U');
    LETTERS.put("create", 'C');
    LETTERS.put("connect", 'c');
    LETTERS.put("temporary", 'T');
    LETTERS.put("temp", 'T');
    LETTERS.put("execute", 'X');
    LETTERS.put("set", 's');
  }

  private final String word;
  private final Set<Character> all;
  private final Set<Character> ofPublic;

  PrivilegeKind(String word, String all, String ofPublic) {
    this.word = word;
    this.all = set(all);
    this.ofPublic = set(ofPublic);
  }

  private static Set<Character> set(String letters) {
    Set<Character> set = new HashSet<>();
    for (char letter : letters.toCharArray()) {
      set.add(letter);
    }
    return Set.copyOf(set);
  }

  /** What ALL means, and what an owner has. */
  Set<Character> all() {
    return all;
  }

  /** What everybody has as long as nothing was granted or revoked. */
  Set<Character> ofPublic() {
    return ofPublic;
  }

  /**
   * @throws SqlException 42601 if there is no such privilege, 0LP01 if there is none on this
   */
  char letter(String privilege) {
    Character letter = LETTERS.get(privilege);
    if (letter == null) {
      throw new SqlException(
          SqlState.SYNTAX_ERROR, "unrecognized privilege type \"" + privilege + "\"");
    }
    if (!all.contains(letter)) {
      throw new SqlException(
          SqlState.INVALID_GRANT_OPERATION,
          "invalid privilege type %s for %s".formatted(privilege.toUpperCase(Locale.ROOT), word));
    }
    return letter;
  }
}
