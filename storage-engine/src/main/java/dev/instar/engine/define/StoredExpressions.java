package dev.instar.engine.define;

import dev.instar.engine.analysis.RelationNames;
import dev.instar.engine.analysis.TypeNames;
import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.UserEnum;
import dev.instar.engine.function.QuotingFunctions;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.Literals;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expressions as the catalog keeps them: as they were written, but so that they mean the same
 * whatever the search path is. A user's type has its schema in front; a column stands without its
 * table, which may be renamed; a relation that is named by a string is its OID:
 *
 * <pre>
 *   nextval('s')            nextval('16390'::regclass)
 *   t.mood = 'ok'::mood     mood = 'ok'::public.mood
 * </pre>
 *
 * <p>What names what can be renamed is written anew when that happens. Pure, but for reading the
 * catalog.
 */
public final class StoredExpressions {
  /** The functions whose first argument names a sequence. */
  private static final Set<String> OF_SEQUENCES = Set.of("nextval", "currval", "setval");

  private static final Pattern RELATION = Pattern.compile("'(\\d+)'::regclass");

  private StoredExpressions() {}

  /** What is kept of an expression. */
  public static String of(SqlFragment written, StatementContext context) {
    String text = written.text();
    Expression tree = SqlParser.parseExpression(text).tree();
    TextEdits edits = new TextEdits(text);
    Expressions.walk(
        tree,
        node -> {
          pin(node, edits, new LinkedHashSet<>(), context);
          if (node instanceof Expression.ColumnReference column && column.parts().size() > 1) {
            int start = column.position().offset();
            String name = QuotingFunctions.identifier(column.parts().getLast());
            edits.replace(start, TextEdits.endOfName(text, start), name);
          }
        });
    return edits.apply();
  }

  /**
   * Pins down what an expression names, without those within it: types and relations.
   *
   * @param dependsOn OIDs of these are added
   */
  static void pin(
      Expression node, TextEdits edits, Set<Integer> dependsOn, StatementContext context) {
    switch (node) {
      case Expression.Cast cast when isRelation(cast) ->
          relation(cast.operand(), edits, "", dependsOn, context);
      case Expression.Cast cast -> type(cast.type(), edits, dependsOn, context);
      case Expression.TypedLiteral literal -> type(literal.type(), edits, dependsOn, context);
      case Expression.FunctionCall call
          when OF_SEQUENCES.contains(call.name().name()) && !call.arguments().isEmpty() ->
          relation(call.arguments().getFirst(), edits, "::regclass", dependsOn, context);
      default -> {}
    }
  }

  private static boolean isRelation(Expression.Cast cast) {
    return cast.type().name().name().equals("regclass") && cast.type().arrayDimensions() == 0;
  }

  /** A string that names a relation becomes its number. */
  private static void relation(
      Expression node,
      TextEdits edits,
      String suffix,
      Set<Integer> dependsOn,
      StatementContext context) {
    if (node instanceof Expression.Literal literal
        && literal.kind() == Expression.Literal.Kind.STRING) {
      String name = Literals.string(literal.text());
      if (!name.isEmpty() && name.chars().allMatch(Character::isDigit)) {
        return;
      }
      int oid = RelationNames.find(SqlParser.parseName(name), context).oid();
      dependsOn.add(oid);
      int start = literal.position().offset();
      edits.replace(
          start,
          start + literal.text().length(),
          "'" + Integer.toUnsignedString(oid) + "'" + suffix);
    }
  }

  private static void type(
      TypeName type, TextEdits edits, Set<Integer> dependsOn, StatementContext context) {
    Optional<DataType> found = TypeNames.find(type.name(), context);
    found
        .filter(known -> Types.byOid(known.oid()).isEmpty())
        .flatMap(known -> userType(context.catalog(), known))
        .ifPresent(
            user -> {
              dependsOn.add(user.oid());
              int start = type.position().offset();
              String brackets = "[]".repeat(type.arrayDimensions());
              edits.replace(
                  start,
                  start + type.text().length(),
                  qualified(context.catalog(), user) + brackets);
            });
  }

  private static Optional<UserEnum> userType(Catalog catalog, DataType type) {
    return catalog.find(type.oid()).filter(UserEnum.class::isInstance).map(UserEnum.class::cast);
  }

  private static String qualified(Catalog catalog, UserEnum type) {
    Schema schema = catalog.get(Schema.class, type.schema());
    return QuotingFunctions.identifier(schema.name())
        + "."
        + QuotingFunctions.identifier(type.name());
  }

  /** The next value of a sequence, as the default of a serial column says it. */
  public static String nextValue(int sequence) {
    return "nextval('" + Integer.toUnsignedString(sequence) + "'::regclass)";
  }

  /** OIDs of the relations that a kept expression names by string: sequences, most often. */
  static Set<Integer> relations(String stored) {
    Set<Integer> relations = new LinkedHashSet<>();
    Matcher matcher = RELATION.matcher(stored);
    while (matcher.find()) {
      relations.add(Integer.parseUnsignedInt(matcher.group(1)));
    }
    return relations;
  }

  /** Whether a kept expression takes values of a sequence. */
  public static boolean uses(String stored, Sequence sequence) {
    return relations(stored).contains(sequence.oid());
  }

  /** Whether a kept expression reads a column of its table. */
  public static boolean readsColumn(String stored, String column) {
    return Expressions.columns(SqlParser.parseExpression(stored).tree()).stream()
        .anyMatch(reference -> reference.parts().getFirst().equals(column));
  }

  /** A kept expression after a column of its table was renamed. */
  public static String renameColumn(String stored, String before, String now) {
    TextEdits edits = new TextEdits(stored);
    Expressions.walk(
        SqlParser.parseExpression(stored).tree(),
        node -> {
          if (node instanceof Expression.ColumnReference column
              && column.parts().getFirst().equals(before)) {
            int start = column.position().offset();
            edits.replace(
                start, TextEdits.endOfName(stored, start), QuotingFunctions.identifier(now));
          }
        });
    return edits.apply();
  }

  /** A kept expression after a user's type was renamed or moved to another schema. */
  static String renameType(String stored, QualifiedName before, QualifiedName now) {
    TextEdits edits = new TextEdits(stored);
    Expressions.walk(
        SqlParser.parseExpression(stored).tree(), node -> renameType(node, before, now, edits));
    return edits.apply();
  }

  /** The same for one node of a kept expression or query. */
  static void renameType(
      Expression node, QualifiedName before, QualifiedName now, TextEdits edits) {
    Optional<TypeName> type =
        switch (node) {
          case Expression.Cast cast -> Optional.of(cast.type());
          case Expression.TypedLiteral literal -> Optional.of(literal.type());
          default -> Optional.empty();
        };
    type.filter(found -> found.name().equals(before))
        .ifPresent(
            found -> {
              int start = found.position().offset();
              edits.replace(
                  start,
                  start + found.text().length(),
                  ViewText.sql(now) + "[]".repeat(found.arrayDimensions()));
            });
  }
}
