package dev.instar.engine.system.call;

import dev.instar.engine.analysis.Privileges;
import dev.instar.engine.catalog.CatalogObject;
import dev.instar.engine.catalog.DatabaseEntry;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Role;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.system.data.RelationFacts;
import dev.instar.engine.system.name.CatalogNames;
import dev.instar.engine.type.SessionView.ObjectKind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * has_table_privilege and its kind, in all forms: role by name, by OID or the current one; object
 * by name or by OID. PostgreSQL's manual, section 9.27.2.
 */
final class PrivilegeCalls {
  private static final int PUBLIC = 0;

  private PrivilegeCalls() {}

  static void register(Map<String, Answer> answers) {
    for (Subject subject : Subject.values()) {
      Answer answer = (a, call) -> has(subject, a, call.context());
      String name = "has_" + subject.name().toLowerCase(Locale.ROOT) + "_privilege_";
      String[] objects =
          subject == Subject.COLUMN
              ? new String[] {"name_name", "name_attnum", "id_name", "id_attnum"}
              : new String[] {"name", "id"};
      for (String object : objects) {
        answers.put(name + object, answer);
        answers.put(name + "name_" + object, answer);
        answers.put(name + "id_" + object, answer);
      }
    }
    for (String form : new String[] {"name", "id", "name_name", "name_id", "id_name", "id_id"}) {
      answers.put("pg_has_role_" + form, (a, call) -> hasRole(a, call.context()));
    }
    answers.put("row_security_active", (a, call) -> false);
    answers.put("row_security_active_name", (a, call) -> false);
  }

  /** What the functions are about, and the letters of its privileges. */
  private enum Subject {
    TABLE("SELECT=r INSERT=a UPDATE=w DELETE=d TRUNCATE=D REFERENCES=x TRIGGER=t MAINTAIN=m"),
    COLUMN("SELECT=r INSERT=a UPDATE=w REFERENCES=x"),
    ANY_COLUMN("SELECT=r INSERT=a UPDATE=w REFERENCES=x"),
    SEQUENCE("USAGE=U SELECT=r UPDATE=w"),
    SCHEMA("CREATE=C USAGE=U"),
    DATABASE("CREATE=C TEMPORARY=T TEMP=T CONNECT=c"),
    FUNCTION("EXECUTE=X"),
    TYPE("USAGE=U"),
    LANGUAGE("USAGE=U"),
    TABLESPACE("CREATE=C");

    private final String letters;

    Subject(String letters) {
      this.letters = letters;
    }

    char letter(String privilege) {
      for (String pair : letters.split(" ", -1)) {
        if (pair.substring(0, pair.length() - 2).equals(privilege)) {
          return pair.charAt(pair.length() - 1);
        }
      }
      throw new SqlException(
          SqlState.INVALID_PARAMETER_VALUE, "unrecognized privilege type: \"" + privilege + "\"");
    }
  }

  private static Boolean has(Subject subject, Object[] a, StatementContext context) {
    int parts = subject == Subject.COLUMN ? 2 : 1;
    boolean roleGiven = a.length == parts + 2;
    int at = roleGiven ? 1 : 0;
    int role = roleGiven ? role(a[0], context) : context.role();
    String privileges = (String) a[a.length - 1];
    OptionalInt oid = object(subject, a[at], context);
    if (oid.isEmpty()) {
      return null;
    }
    if (subject == Subject.COLUMN && !hasColumn(oid.getAsInt(), a[at + 1], context)) {
      return null;
    }
    boolean any = false;
    for (String wanted : privileges.split(",", -1)) {
      String privilege = wanted.strip().toUpperCase(Locale.ROOT);
      boolean grantable = privilege.endsWith(" WITH GRANT OPTION");
      char letter =
          subject.letter(grantable ? privilege.replace(" WITH GRANT OPTION", "") : privilege);
      any |= has(subject, role, oid.getAsInt(), letter, grantable, context);
    }
    return any;
  }

  private static int role(Object role, StatementContext context) {
    if (role instanceof Long oid) {
      return (int) (long) oid;
    }
    String name = (String) role;
    if (name.equals("public")) {
      return PUBLIC;
    }
    return context.shared().role(name).map(Role::oid).orElseThrow(() -> missing("role", name));
  }

  private static SqlException missing(String kind, String name) {
    return new SqlException(SqlState.UNDEFINED_OBJECT, kind + " \"" + name + "\" does not exist");
  }

  private static OptionalInt object(Subject subject, Object object, StatementContext context) {
    if (object instanceof Long oid) {
      return exists(subject, (int) (long) oid, context)
          ? OptionalInt.of((int) (long) oid)
          : OptionalInt.empty();
    }
    String name = (String) object;
    return switch (subject) {
      case TABLE, COLUMN, ANY_COLUMN, SEQUENCE ->
          named(
              CatalogNames.find(context, ObjectKind.CLASS, name),
              new SqlException(
                  SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist"));
      case SCHEMA ->
          OptionalInt.of(
              context
                  .catalog()
                  .schema(name)
                  .map(Schema::oid)
                  .orElseThrow(
                      () ->
                          new SqlException(
                              SqlState.INVALID_SCHEMA_NAME,
                              "schema \"" + name + "\" does not exist")));
      case DATABASE ->
          OptionalInt.of(
              context
                  .shared()
                  .database(name)
                  .map(DatabaseEntry::oid)
                  .orElseThrow(
                      () ->
                          new SqlException(
                              SqlState.INVALID_CATALOG_NAME,
                              "database \"" + name + "\" does not exist")));
      case FUNCTION ->
          named(
              CatalogNames.find(context, ObjectKind.PROCEDURE_SIGNATURE, name),
              new SqlException(
                  SqlState.UNDEFINED_FUNCTION, "function \"" + name + "\" does not exist"));
      case TYPE -> named(CatalogNames.find(context, ObjectKind.TYPE, name), missing("type", name));
      case LANGUAGE, TABLESPACE -> OptionalInt.of(0);
    };
  }

  private static OptionalInt named(OptionalLong oid, SqlException missing) {
    if (oid.isEmpty()) {
      throw missing;
    }
    return OptionalInt.of((int) oid.getAsLong());
  }

  private static boolean exists(Subject subject, int oid, StatementContext context) {
    return switch (subject) {
      case TABLE, COLUMN, ANY_COLUMN, SEQUENCE ->
          RelationFacts.find(oid).isPresent()
              || context.catalog().find(oid).filter(Relation.class::isInstance).isPresent();
      case SCHEMA -> context.catalog().find(oid).filter(Schema.class::isInstance).isPresent();
      case DATABASE ->
          context.shared().find(oid).filter(DatabaseEntry.class::isInstance).isPresent();
      case FUNCTION, TYPE, LANGUAGE, TABLESPACE -> true;
    };
  }

  private static boolean hasColumn(int relation, Object column, StatementContext context) {
    Optional<CatalogObject> found = context.catalog().find(relation);
    boolean there =
        switch (found.orElse(null)) {
          case Table table ->
              column instanceof String name
                  ? table.column(name).isPresent()
                  : (Short) column > 0
                      && (Short) column <= table.columns().size()
                      && !table.column((Short) column).dropped();
          case View view ->
              column instanceof String name
                  ? view.columns().stream().anyMatch(output -> output.name().equals(name))
                  : (Short) column > 0 && (Short) column <= view.columns().size();
          case null, default -> true;
        };
    if (!there && column instanceof String name) {
      throw new SqlException(
          SqlState.UNDEFINED_COLUMN,
          "column \"%s\" of relation \"%s\" does not exist"
              .formatted(name, found.map(object -> ((Relation) object).name()).orElse("")));
    }
    return there;
  }

  private static boolean has(
      Subject subject,
      int role,
      int oid,
      char letter,
      boolean grantable,
      StatementContext context) {
    if (role != PUBLIC && Privileges.isSuperuser(context, role)) {
      return true;
    }
    Optional<CatalogObject> object =
        subject == Subject.DATABASE ? context.shared().find(oid) : context.catalog().find(oid);
    boolean everybody =
        switch (subject) {
          case TABLE, COLUMN, ANY_COLUMN -> letter == 'r' && RelationFacts.find(oid).isPresent();
          case SCHEMA ->
              letter == 'U'
                  && (oid == RelationFacts.PG_CATALOG || oid == RelationFacts.INFORMATION_SCHEMA);
          case DATABASE ->
              letter != 'C'
                  && object.map(found -> ((DatabaseEntry) found).grants().isEmpty()).orElse(false);
          case FUNCTION, TYPE, LANGUAGE -> true;
          case SEQUENCE, TABLESPACE -> false;
        };
    if (everybody && !grantable) {
      return true;
    }
    return object
        .filter(
            found ->
                grantable
                    ? Grants.mayGrant(context, role, found, letter)
                    : Privileges.has(context, role, found, letter))
        .isPresent();
  }

  private static Boolean hasRole(Object[] a, StatementContext context) {
    int member = a.length == 3 ? role(a[0], context) : context.role();
    int role = role(a[a.length - 2], context);
    String privileges = (String) a[a.length - 1];
    boolean any = false;
    for (String wanted : privileges.split(",", -1)) {
      String privilege = wanted.strip().toUpperCase(Locale.ROOT);
      any |=
          switch (privilege) {
            case "USAGE" -> Privileges.hasThoseOf(context, member, role);
            case "MEMBER", "SET" -> RoleMembership.isMemberOf(context, member, role);
            case "MEMBER WITH ADMIN OPTION",
                "MEMBER WITH GRANT OPTION",
                "USAGE WITH ADMIN OPTION",
                "USAGE WITH GRANT OPTION",
                "SET WITH ADMIN OPTION",
                "SET WITH GRANT OPTION" ->
                Privileges.isSuperuser(context, member);
            default ->
                throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "unrecognized privilege type: \"" + privilege + "\"");
          };
    }
    return any;
  }
}
