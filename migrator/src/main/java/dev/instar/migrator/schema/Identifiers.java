package dev.instar.migrator.schema;

/** Identifiers quoted for PostgreSQL. */
public final class Identifiers {
  private Identifiers() {}

  /** The identifier in double quotes, always, so that no key word and no letter case can bite. */
  public static String quote(String identifier) {
    if (identifier.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an identifier cannot contain a zero byte");
    }
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  /** The text as a string constant. For places where the server takes no parameter, such as DDL. */
  public static String literal(String text) {
    String quoted = "'" + text.replace("'", "''") + "'";
    return text.indexOf('\\') < 0 ? quoted : " E" + quoted.replace("\\", "\\\\");
  }
}
