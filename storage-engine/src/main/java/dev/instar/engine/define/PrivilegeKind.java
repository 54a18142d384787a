package dev.instar.engine.define;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
  private final String all;
  private final String ofPublic;

  PrivilegeKind(String word, String all, String ofPublic) {
    this.word = word;
    this.all = all;
    this.ofPublic = ofPublic;
  }

  private static Set<Character> set(String letters) {
    return letters
        .chars()
        .mapToObj(letter -> (char) letter)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** What ALL means, and what an owner has. */
  Set<Character> all() {
    return set(all);
  }

  /** What everybody has as long as nothing was granted or revoked. */
  Set<Character> ofPublic() {
    return set(ofPublic);
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
    if (!all().contains(letter)) {
      throw new SqlException(
          SqlState.INVALID_GRANT_OPERATION,
          "invalid privilege type %s for %s".formatted(privilege.toUpperCase(Locale.ROOT), word));
    }
    return letter;
  }
}
