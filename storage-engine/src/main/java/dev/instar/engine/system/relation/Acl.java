package dev.instar.engine.system.relation;

import dev.instar.engine.catalog.Grant;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import java.util.List;
import java.util.Set;

/** Privileges as {@code aclitem} shows them: {@code reader=r/owner}. Stateless. */
public final class Acl {
  /** All letters, in the order in which an item lists them. */
  private static final String LETTERS = "arwdDxtXUCTcsAm";

  private Acl() {}

  /** All grants on an object; null where none was changed. */
  public static List<String> items(StatementContext context, List<Grant> grants) {
    return grants.isEmpty() ? null : grants.stream().map(grant -> item(context, grant)).toList();
  }

  private static String item(StatementContext context, Grant grant) {
    return role(context, grant.grantee())
        + "="
        + letters(grant.privileges(), grant.grantable())
        + "/"
        + role(context, grant.grantor());
  }

  private static String role(StatementContext context, int oid) {
    return oid == 0
        ? ""
        : Names.role(context, oid).map(Acl::quoted).orElse(Integer.toUnsignedString(oid));
  }

  private static String quoted(String role) {
    boolean plain = role.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    return plain ? role : "\"" + role.replace("\"", "\"\"") + "\"";
  }

  private static String letters(Set<Character> privileges, Set<Character> grantable) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < LETTERS.length(); i++) {
      char letter = LETTERS.charAt(i);
      if (privileges.contains(letter)) {
        out.append(letter).append(grantable.contains(letter) ? "*" : "");
      }
    }
    return out.toString();
  }

  /** What is granted on an object of that kind where nothing was granted or revoked. */
  public static String all(char kind) {
    return switch (kind) {
      case 'r' -> "arwdDxtm";
      case 's' -> "rwU";
      case 'd' -> "CTc";
      case 'n' -> "UC";
      case 'f' -> "X";
      case 'T' -> "U";
      default -> "";
    };
  }
}
