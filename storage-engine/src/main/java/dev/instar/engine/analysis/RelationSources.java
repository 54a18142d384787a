package dev.instar.engine.analysis;

import dev.instar.engine.analysis.BoundExpression.Slot;
import dev.instar.engine.analysis.BoundSource.QuerySource;
import dev.instar.engine.analysis.ScopeEntry.ScopeColumn;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Relation;
import dev.instar.engine.catalog.Schema;
import dev.instar.engine.catalog.Sequence;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.catalog.View;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.function.Collation;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.sql.FromItem;
import dev.instar.engine.sql.ParsedStatement;
import dev.instar.engine.sql.Query;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.statement.SystemRelation;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a relation's name in FROM becomes: a WITH query, a relation of the system's, a table, a
 * sequence's state, or a view's query in its place. Stored ones are locked.
 */
final class RelationSources {
  private final Environment environment;
  private final Analysis analysis;

  RelationSources(Environment environment) {
    this.environment = environment;
    this.analysis = environment.analysis();
  }

  /** A source and what its columns are called. */
  record Named(BoundSource source, ScopeEntry entry) {}

  /**
   * @param offset of its first slot
   * @param mode what a stored relation is locked with
   */
  Named relation(FromItem.Table item, int offset, LockMode mode) {
    try {
      return found(item, offset, mode);
    } catch (SqlException error) {
      throw analysis.at(later(error, item), item.position());
    }
  }

  /** A WITH query of that name that comes later may be what was meant. */
  private SqlException later(SqlException error, FromItem.Table item) {
    String name = item.name().name();
    boolean meant =
        error.state() == SqlState.UNDEFINED_TABLE
            && item.name().schema().isEmpty()
            && environment.common().comesLater(name);
    return meant
        ? error
            .with(
                SqlException.Field.DETAIL,
                "There is a WITH item named \""
                    + name
                    + "\", but it cannot be referenced from this part of the query.")
            .with(
                SqlException.Field.HINT,
                "Use WITH RECURSIVE, or re-order the WITH items to remove forward references.")
        : error;
  }

  private Named found(FromItem.Table item, int offset, LockMode mode) {
    if (item.name().schema().isEmpty()) {
      Optional<CommonTables.Definition> common = environment.common().find(item.name().name());
      if (common.isPresent()) {
        return common(common.get(), item, offset);
      }
    }
    Optional<SystemRelation> system = RelationNames.system(item.name(), analysis.context());
    if (system.isPresent()) {
      return system(system.get(), item, offset, mode);
    }
    Relation relation = RelationNames.lock(item.name(), mode, analysis.context());
    analysis.locked(relation.oid(), mode);
    return switch (relation) {
      case Table table -> {
        analysis.needs(table, 'r');
        analysis.lockIndexes(table, mode);
        TableEntry entry =
            TableEntry.of(
                table, alias(item), item.alias().map(FromItem.Alias::columns), offset, analysis);
        yield new Named(entry.source(), entry.entry());
      }
      case View view -> {
        analysis.needs(view, 'r');
        yield view(view, item, offset);
      }
      case Sequence sequence -> {
        if (mode != LockMode.ACCESS_SHARE) {
          throw new SqlException(
              SqlState.WRONG_OBJECT_TYPE,
              "cannot lock rows in sequence \"" + sequence.name() + "\"");
        }
        analysis.needs(sequence, 'r');
        yield system(new SequenceRelation(sequence), item, offset, mode);
      }
      case Index index ->
          throw new SqlException(
                  SqlState.WRONG_OBJECT_TYPE, "cannot open relation \"" + index.name() + "\"")
              .with(SqlException.Field.DETAIL, "This operation is not supported for indexes.");
    };
  }

  private static String alias(FromItem.Table item) {
    return item.alias().flatMap(FromItem.Alias::name).orElse(item.name().name());
  }

  /** A column as a source has it, before it has a slot. */
  private record Plain(
      String name,
      DataType type,
      int modifier,
      Collation collation,
      int originTable,
      int originColumn) {}

  /** The names of a source whose slots are its columns. */
  private static ScopeEntry entry(
      String alias,
      Optional<String> schema,
      Optional<FromItem.Alias> given,
      List<Plain> plain,
      int offset,
      boolean scalar) {
    List<String> names = given.map(FromItem.Alias::columns).orElse(List.of());
    if (names.size() > plain.size()) {
      throw TableEntry.tooManyNames(alias, plain.size(), names.size());
    }
    List<ScopeColumn> columns = new ArrayList<>(plain.size());
    for (Plain column : plain) {
      int place = columns.size();
      String name = place < names.size() ? names.get(place) : column.name();
      Slot slot =
          new Slot(offset + place, column.type(), column.modifier(), column.collation(), name);
      columns.add(
          new ScopeColumn(name, slot, column.originTable(), column.originColumn(), List.of()));
    }
    return new ScopeEntry(
        Optional.of(alias),
        schema,
        Optional.empty(),
        columns,
        Optional.empty(),
        true,
        true,
        scalar);
  }

  private static List<Plain> plain(List<BoundQuery.Output> outputs) {
    List<Plain> columns = new ArrayList<>(outputs.size());
    for (BoundQuery.Output output : outputs) {
      columns.add(
          new Plain(
              output.name(),
              output.type(),
              output.modifier(),
              output.collation(),
              output.relation(),
              output.column()));
    }
    return columns;
  }

  private Named common(CommonTables.Definition common, FromItem.Table item, int offset) {
    if (!common.returns()) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "WITH query \"" + common.name() + "\" does not have a RETURNING clause");
    }
    ScopeEntry entry =
        entry(alias(item), Optional.empty(), item.alias(), plain(common.columns()), offset, false);
    if (common.varies()) {
      analysis.readsVarying();
    }
    BoundSource source =
        common.inlined().isPresent()
            ? new QuerySource(common.inlined().get(), alias(item), false, offset)
            : new BoundSource.CommonSource(
                common.number(),
                common.columns().stream().map(BoundQuery.Output::type).toList(),
                alias(item),
                common.working(),
                offset);
    return new Named(source, entry);
  }

  private Named system(SystemRelation relation, FromItem.Table item, int offset, LockMode mode) {
    if (mode != LockMode.ACCESS_SHARE) {
      throw SqlException.unsupported("locking rows of \"" + relation.name() + "\"");
    }
    List<Plain> columns = new ArrayList<>(relation.columns().size());
    for (SystemRelation.Column column : relation.columns()) {
      columns.add(
          new Plain(
              column.name(),
              column.type(),
              -1,
              column.collation(),
              relation.oid(),
              columns.size() + 1));
    }
    String alias = alias(item);
    Optional<String> schema =
        alias.equals(relation.name()) ? Optional.of(relation.schema()) : Optional.empty();
    return new Named(
        new BoundSource.SystemSource(relation, alias, offset),
        identified(
            entry(alias, schema, item.alias(), columns, offset, false), offset + columns.size()));
  }

  private Named view(View view, FromItem.Table item, int offset) {
    BoundQuery query = query(view);
    List<Plain> columns = new ArrayList<>(view.columns().size());
    for (View.Output output : view.columns()) {
      BoundQuery.Output from = query.outputs().get(columns.size());
      columns.add(
          new Plain(
              output.name(),
              from.type(),
              from.modifier(),
              from.collation(),
              view.oid(),
              columns.size() + 1));
    }
    String alias = alias(item);
    Optional<String> schema =
        alias.equals(view.name())
            ? analysis
                .context()
                .catalog()
                .find(view.schema())
                .filter(Schema.class::isInstance)
                .map(found -> ((Schema) found).name())
            : Optional.empty();
    return new Named(
        new QuerySource(query, alias, false, offset),
        entry(alias, schema, item.alias(), columns, offset, false));
  }

  private static ScopeEntry identified(ScopeEntry entry, int identity) {
    return new ScopeEntry(
        entry.name(),
        entry.schema(),
        entry.relation(),
        entry.columns(),
        Optional.of(identity),
        entry.named(),
        entry.plain(),
        entry.scalar());
  }

  /** A view's query: its relations are locked as it names them, and read as its owner. */
  private BoundQuery query(View view) {
    analysis.enterView(view.name());
    ParsedStatement parsed = SqlParser.parseStatement(view.query());
    BoundQuery query =
        new QueryAnalyzer(Environment.of(analysis.ofView(view.owner())))
            .analyze((Query) parsed.statement(), true);
    analysis.leaveView();
    return query;
  }

  /** A query in FROM. */
  Named query(FromItem.Subquery item, int offset, BoundQuery query, boolean lateral) {
    String alias = item.alias().flatMap(FromItem.Alias::name).orElse("unnamed_subquery");
    ScopeEntry entry =
        entry(alias, Optional.empty(), item.alias(), plain(query.outputs()), offset, false);
    ScopeEntry named =
        item.alias().isPresent()
            ? entry
            : new ScopeEntry(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                entry.columns(),
                Optional.empty(),
                false,
                true,
                false);
    return new Named(new QuerySource(query, alias, lateral, offset), named);
  }

  /** A function in FROM, whose columns are known. */
  Named function(
      FromItem.Function item,
      String name,
      BoundSource.FunctionSource source,
      FunctionColumns found) {
    List<Plain> columns = new ArrayList<>(source.width());
    for (DataType type : source.columns()) {
      int place = columns.size();
      columns.add(
          new Plain(found.names().get(place), type, -1, found.collations().get(place), 0, 0));
    }
    if (source.ordinality()) {
      columns.add(new Plain("ordinality", Types.BIGINT, -1, Collation.DEFAULT, 0, 0));
    }
    boolean scalar =
        columns.size() == 1 && source.call().type().oid() == source.columns().getFirst().oid();
    return new Named(
        source, entry(name, Optional.empty(), item.alias(), columns, source.offset(), scalar));
  }
}
