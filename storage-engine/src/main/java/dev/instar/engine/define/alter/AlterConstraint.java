package dev.instar.engine.define.alter;

import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.sql.AlterTableAction;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ALTER CONSTRAINT: whether a foreign key is deferrable, and whether it is deferred at first. */
final class AlterConstraint {
  /** The words behind the name; the parser has seen that they make sense. */
  private static final Pattern WORDS =
      Pattern.compile(
          "\\s*alter\\s+constraint\\s+(?:\"(?:[^\"]|\"\")+\"|\\S+)(.*)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private AlterConstraint() {}

  static void apply(AlterTableAction.AlterConstraint action, TableWork work) {
    Constraint constraint =
        DropConstraint.find(action.constraint(), work)
            .orElseThrow(() -> DropConstraint.missing(action.constraint(), work.table()));
    if (!(constraint instanceof Constraint.ForeignKey key)) {
      throw new SqlException(
          SqlState.WRONG_OBJECT_TYPE,
          "constraint \"%s\" of relation \"%s\" is not a foreign key constraint"
              .formatted(constraint.name(), work.table().name()));
    }
    String words = words(action.text());
    if (words.contains("ENFORCED") || words.contains("INHERIT")) {
      throw SqlException.unsupported("ALTER CONSTRAINT … " + words);
    }
    boolean deferred = words.contains("INITIALLY DEFERRED");
    boolean deferrable =
        words.startsWith("DEFERRABLE")
            || (words.contains(" DEFERRABLE") && !words.contains("NOT DEF"));
    work.context().edits().put(key.withTiming(deferrable || deferred, deferred));
  }

  private static String words(String text) {
    Matcher matcher = WORDS.matcher(text);
    return matcher.matches()
        ? matcher.group(1).strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT)
        : "";
  }
}
