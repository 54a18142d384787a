package dev.instar.engine.define;

import dev.instar.engine.analysis.BoundExpression;
import dev.instar.engine.analysis.CollationNames;
import dev.instar.engine.analysis.ExpressionAnalyzer;
import dev.instar.engine.analysis.TypeNames;
import dev.instar.engine.catalog.Column;
import dev.instar.engine.catalog.Column.Generation;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.function.Function.Volatility;
import dev.instar.engine.sql.ColumnConstraint;
import dev.instar.engine.sql.ColumnDefinition;
import dev.instar.engine.sql.Expression;
import dev.instar.engine.sql.Expressions;
import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SequenceOption;
import dev.instar.engine.sql.SqlFragment;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.TableConstraint;
import dev.instar.engine.sql.TypeName;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A column as CREATE TABLE and ADD COLUMN write it, made into one of the catalog. Stateless;
 * nothing is put into the catalog here.
 */
public final class ColumnDefinitions {
  private static final Set<String> SYSTEM_COLUMNS =
      Set.of("tableoid", "cmax", "xmax", "cmin", "xmin", "ctid");

  /** No types, but integers with a sequence. */
  private static final Map<String, DataType> SERIALS =
      Map.of("smallserial", Types.SMALLINT, "serial", Types.INTEGER, "bigserial", Types.BIGINT);

  /** STATISTICS of a column for which nobody has said any. */
  private static final int DEFAULT_STATISTICS = -1;

  private ColumnDefinitions() {}

  /**
   * What a definition makes.
   *
   * @param sequence of a serial or an identity column; its name is claimed
   * @param constraints what is written behind the column and is a constraint of the table
   */
  public record NewColumn(
      Column column, Optional<Sequence> sequence, List<TableConstraint> constraints) {}

  /**
   * Makes a column. If it is generated, {@link #checkGenerated} is to be called when the table has
   * all its columns.
   *
   * @param table as far as it is known; its OID, schema, name, owner and persistence count
   * @param number the column's
   */
  public static NewColumn make(
      StatementContext context, Table table, int number, ColumnDefinition written) {
    requireNoSystemColumn(written.name());
    Optional<DataType> serial = serial(written.type());
    TypeNames.ResolvedType type =
        serial
            .map(integer -> new TypeNames.ResolvedType(integer, -1))
            .orElseGet(() -> TypeNames.resolve(written.type(), context));
    if (type.type().kind() == 'p') {
      throw new SqlException(
          SqlState.INVALID_TABLE_DEFINITION,
          "column \"" + written.name() + "\" has pseudo-type " + type.type().sqlName());
    }
    Reader reader = new Reader(context, table, written, type);
    written.constraints().forEach(reader::constraint);
    return reader.column(number, serial.isPresent());
  }

  /**
   * @throws SqlException 42701 if a column that every table has is called so
   */
  public static void requireNoSystemColumn(String name) {
    if (SYSTEM_COLUMNS.contains(name)) {
      throw new SqlException(
          SqlState.DUPLICATE_COLUMN,
          "column name \"" + name + "\" conflicts with a system column name");
    }
  }

  private static Optional<DataType> serial(TypeName name) {
    if (name.name().schema().isPresent() || !SERIALS.containsKey(name.name().name())) {
      return Optional.empty();
    }
    if (name.arrayDimensions() > 0) {
      throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "array of serial is not implemented");
    }
    return Optional.of(SERIALS.get(name.name().name()));
  }

  /**
   * What COLLATE says, as the catalog keeps it.
   *
   * @return empty for the type's own
   * @throws SqlException 42804 if the type has no collations, 42704 or 0A000 for the collation
   */
  public static Optional<String> collation(
      Optional<QualifiedName> written, DataType type, StatementContext context) {
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Collation collation = CollationNames.find(written.get(), context);
    if (!Collation.isCollatable(type)) {
      throw new SqlException(
          SqlState.DATATYPE_MISMATCH, "collations are not supported by type " + type.sqlName());
    }
    return collation.nameBeside(type);
  }

  /**
   * What is kept of a default.
   *
   * @return empty for NULL
   * @throws SqlException 42804 if it cannot be assigned to the column
   */
  public static Optional<String> defaultText(
      StatementContext context, String column, DataType type, int modifier, SqlFragment written) {
    if (Expressions.containsSubquery(written.tree())) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in DEFAULT expression");
    }
    if (Expressions.columns(written.tree()).iterator().hasNext()) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "cannot use column reference in DEFAULT expression");
    }
    BoundExpression bound = ExpressionAnalyzer.constant(written.tree(), context);
    requireAssignable(context, column, type, modifier, bound);
    boolean isNull =
        written.tree() instanceof Expression.Literal literal
            && literal.kind() == Expression.Literal.Kind.NULL;
    return isNull ? Optional.empty() : Optional.of(StoredExpressions.of(written, context));
  }

  private static void requireAssignable(
      StatementContext context, String column, DataType type, int modifier, BoundExpression bound) {
    try {
      ExpressionAnalyzer.assigned(bound, type, modifier, context);
    } catch (SqlException e) {
      if (e.state() != SqlState.DATATYPE_MISMATCH) {
        throw e;
      }
      throw new SqlException(
              SqlState.DATATYPE_MISMATCH,
              "column \"%s\" is of type %s but default expression is of type %s"
                  .formatted(column, type.sqlName(), bound.type().sqlName()),
              e)
          .with(Field.HINT, "You will need to rewrite or cast the expression.");
    }
  }

  /**
   * Checks what a generated column is computed from.
   *
   * @param table with all its columns
   */
  public static void checkGenerated(StatementContext context, Table table, Column column) {
    Expression tree = SqlParser.parseExpression(column.defaultText().orElseThrow()).tree();
    if (Expressions.containsSubquery(tree)) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED, "cannot use subquery in column generation expression");
    }
    BoundExpression bound = ExpressionAnalyzer.overTable(tree, table, context);
    for (int number : ExpressionFacts.columns(bound)) {
      Column used = table.column(number);
      if (used.generation() == Generation.STORED) {
        throw new SqlException(
                SqlState.INVALID_OBJECT_DEFINITION,
                "cannot use generated column \""
                    + used.name()
                    + "\" in column generation expression")
            .with(Field.DETAIL, "A generated column cannot reference another generated column.");
      }
    }
    if (ExpressionFacts.volatility(bound) != Volatility.IMMUTABLE) {
      throw new SqlException(
          SqlState.INVALID_OBJECT_DEFINITION, "generation expression is not immutable");
    }
    DataType type = context.catalog().type(column.type()).orElseThrow();
    requireAssignable(context, column.name(), type, column.modifier(), bound);
  }

  /** What has been read of one definition so far. */
  private static final class Reader {
    private final StatementContext context;
    private final Table table;
    private final ColumnDefinition written;
    private final TypeNames.ResolvedType type;
    private final List<TableConstraint> constraints = new ArrayList<>();
    private Optional<Boolean> notNull = Optional.empty();
    private Optional<ColumnConstraint.Default> defaultValue = Optional.empty();
    private Optional<ColumnConstraint.Identity> identity = Optional.empty();
    private Optional<ColumnConstraint.Generated> generated = Optional.empty();

    Reader(
        StatementContext context,
        Table table,
        ColumnDefinition written,
        TypeNames.ResolvedType type) {
      this.context = context;
      this.table = table;
      this.written = written;
      this.type = type;
    }

    void constraint(ColumnConstraint constraint) {
      switch (constraint) {
        case ColumnConstraint.NotNull not -> nullability(true);
        case ColumnConstraint.Nullable nullable -> nullability(false);
        case ColumnConstraint.Default value -> {
          if (defaultValue.isPresent()) {
            throw malformed("multiple default values specified");
          }
          defaultValue = Optional.of(value);
        }
        case ColumnConstraint.Identity how -> {
          if (identity.isPresent()) {
            throw malformed("multiple identity specifications");
          }
          identity = Optional.of(how);
          notNull(true);
        }
        case ColumnConstraint.Generated how -> {
          if (!how.stored()) {
            throw SqlException.unsupported("a virtual generated column");
          }
          if (generated.isPresent()) {
            throw malformed("multiple generation clauses specified");
          }
          generated = Optional.of(how);
        }
        case ColumnConstraint.Unique unique -> {
          if (unique.primaryKey()) {
            nullability(true);
          }
          Constraints.ofColumn(written.name(), constraint).ifPresent(constraints::add);
        }
        case ColumnConstraint.Check check ->
            Constraints.ofColumn(written.name(), constraint).ifPresent(constraints::add);
        case ColumnConstraint.References references ->
            Constraints.ofColumn(written.name(), constraint).ifPresent(constraints::add);
      }
    }

    private void nullability(boolean not) {
      if (notNull.isPresent() && notNull.get() != not) {
        throw malformed("conflicting NULL/NOT NULL declarations");
      }
      notNull(not);
    }

    private void notNull(boolean not) {
      notNull = Optional.of(not);
    }

    private SqlException malformed(String what) {
      return new SqlException(
          SqlState.SYNTAX_ERROR,
          "%s for column \"%s\" of table \"%s\"".formatted(what, written.name(), table.name()));
    }

    NewColumn column(int number, boolean serial) {
      requireOneSource(serial);
      Optional<String> collation =
          ColumnDefinitions.collation(written.collation(), type.type(), context);
      Optional<Sequence> sequence =
          serial || identity.isPresent() ? Optional.of(sequence(number)) : Optional.empty();
      Column column =
          new Column(
              number,
              written.name(),
              type.type().oid(),
              type.modifier(),
              collation,
              notNull.orElse(false) || serial,
              text(serial, sequence),
              generation(),
              false,
              Optional.empty(),
              DEFAULT_STATISTICS,
              Map.of(),
              written.storage(),
              written.compression());
      return new NewColumn(column, sequence, List.copyOf(constraints));
    }

    private void requireOneSource(boolean serial) {
      boolean hasDefault = defaultValue.isPresent() || serial;
      if (serial && defaultValue.isPresent()) {
        throw malformed("multiple default values specified");
      }
      if (hasDefault && identity.isPresent()) {
        throw malformed("both default and identity specified");
      }
      if (hasDefault && generated.isPresent()) {
        throw malformed("both default and generation expression specified");
      }
      if (identity.isPresent() && generated.isPresent()) {
        throw malformed("both identity and generation expression specified");
      }
      if (serial && notNull.equals(Optional.of(false))) {
        throw malformed("conflicting NULL/NOT NULL declarations");
      }
      if (identity.isPresent() && notNull.equals(Optional.of(false))) {
        throw malformed("conflicting NULL/NOT NULL declarations");
      }
    }

    private Optional<String> text(boolean serial, Optional<Sequence> sequence) {
      if (serial) {
        return sequence.map(made -> StoredExpressions.nextValue(made.oid()));
      }
      if (generated.isPresent()) {
        return Optional.of(StoredExpressions.of(generated.get().expression(), context));
      }
      return defaultValue.flatMap(
          value ->
              defaultText(
                  context, written.name(), type.type(), type.modifier(), value.expression()));
    }

    private Generation generation() {
      if (generated.isPresent()) {
        return Generation.STORED;
      }
      return identity
          .map(how -> how.always() ? Generation.IDENTITY_ALWAYS : Generation.IDENTITY_BY_DEFAULT)
          .orElse(Generation.NONE);
    }

    private Sequence sequence(int number) {
      List<SequenceOption> options =
          identity.map(ColumnConstraint.Identity::sequence).orElse(List.of());
      return OwnedSequences.make(
          context, table, number, written.name(), type.type(), options, identity.isPresent());
    }
  }
}
