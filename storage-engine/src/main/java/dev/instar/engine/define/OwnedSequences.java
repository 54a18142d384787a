package dev.instar.engine.define;

import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.sql.SequenceOption;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.DataType;
import java.util.List;
import java.util.Optional;

/** The sequences that serial and identity columns bring with them. */
public final class OwnedSequences {
  private OwnedSequences() {}

  /**
   * A sequence for a column, with its name claimed; the caller puts it into the catalog.
   *
   * @param identity whether the column is an identity column, so that the sequence is its own
   * @param options of GENERATED AS IDENTITY
   */
  public static Sequence make(
      StatementContext context,
      Table table,
      int number,
      String column,
      DataType type,
      List<SequenceOption> options,
      boolean identity) {
    SequenceShape shape = SequenceShape.of(type, options, identity, context);
    String name =
        options.stream()
            .filter(SequenceOption.Name.class::isInstance)
            .map(option -> ((SequenceOption.Name) option).name().name())
            .findFirst()
            .orElseGet(
                () ->
                    GeneratedNames.relation(
                        context, table.schema(), table.name(), Optional.of(column), "seq", false));
    RelationSlots.claim(context, table.schema(), name);
    return new Sequence(
        context.edits().newOid(),
        table.schema(),
        name,
        table.owner(),
        table.persistence(),
        Integer.toUnsignedLong(context.edits().newOid()),
        shape.type().oid(),
        shape.start(),
        shape.increment(),
        shape.minimum(),
        shape.maximum(),
        shape.cache(),
        shape.cycle(),
        Optional.of(new Sequence.Owner(table.oid(), number, identity)),
        List.of());
  }
}
