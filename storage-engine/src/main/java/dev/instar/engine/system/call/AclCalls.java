package dev.instar.engine.system.call;

import dev.instar.engine.catalog.Role;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.name.Names;
import dev.instar.engine.system.relation.Acl;
import dev.instar.engine.type.ArrayValue;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Lists of privileges, and of options, taken apart. */
final class AclCalls {
  private static final Map<Character, String> PRIVILEGES =
      Map.ofEntries(
          Map.entry('a', "INSERT"),
          Map.entry('r', "SELECT"),
          Map.entry('w', "UPDATE"),
          Map.entry('d', "DELETE"),
          Map.entry('D', "TRUNCATE"),
          Map.entry('x', "REFERENCES"),
          Map.entry('t', "TRIGGER"),
          Map.entry('X', "EXECUTE"),
          Map.entry('U', "USAGE"),
          Map.entry('C', "CREATE"),
          Map.entry('T', "TEMPORARY"),
          Map.entry('c', "CONNECT"),
          Map.entry('s', "SET"),
          Map.entry('A', "ALTER SYSTEM"),
          Map.entry('m', "MAINTAIN"));

  private AclCalls() {}

  static void register(Map<String, Answer> answers) {
    answers.put("aclexplode", (a, call) -> explode((ArrayValue) a[0], call.context()));
    answers.put(
        "acldefault_sql",
        (a, call) -> byDefault((char) (byte) (Byte) a[0], Call.oid(a[1]), call.context()));
    answers.put("pg_options_to_table", (a, call) -> options((ArrayValue) a[0]));
  }

  private static Iterator<Object[]> explode(ArrayValue items, StatementContext context) {
    List<Object[]> rows = new ArrayList<>();
    for (Object item : items.elements()) {
      String text = (String) item;
      int equals = text.lastIndexOf('=');
      int slash = text.indexOf('/', equals);
      Long grantee = role(text.substring(0, equals), context);
      Long grantor = role(text.substring(slash + 1), context);
      for (int i = equals + 1; i < slash; i++) {
        boolean grantable = i + 1 < slash && text.charAt(i + 1) == '*';
        rows.add(new Object[] {grantor, grantee, PRIVILEGES.get(text.charAt(i)), grantable});
        i += grantable ? 1 : 0;
      }
    }
    return rows.iterator();
  }

  private static Long role(String name, StatementContext context) {
    String plain =
        name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    return context.shared().role(plain).map(Role::oid).map(Call::value).orElse(0L);
  }

  private static ArrayValue byDefault(char kind, int owner, StatementContext context) {
    String name = Names.role(context, owner).orElse(Integer.toUnsignedString(owner));
    String own = name + "=" + Acl.all(kind) + "/" + name;
    String everybody =
        switch (kind) {
          case 'd' -> "Tc";
          case 'f' -> "X";
          case 'T', 'l' -> "U";
          default -> "";
        };
    return everybody.isEmpty()
        ? ArrayValue.of(own)
        : ArrayValue.of("=" + everybody + "/" + name, own);
  }

  private static Iterator<Object[]> options(ArrayValue options) {
    List<Object[]> rows = new ArrayList<>();
    for (Object option : options.elements()) {
      String text = (String) option;
      int equals = text.indexOf('=');
      rows.add(
          equals < 0
              ? new Object[] {text, null}
              : new Object[] {text.substring(0, equals), text.substring(equals + 1)});
    }
    return rows.iterator();
  }
}
