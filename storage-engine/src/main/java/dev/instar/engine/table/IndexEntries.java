package dev.instar.engine.table;

import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.evaluation.Frame;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.VacuumRules;
import java.util.ArrayList;
import java.util.List;

/** The entries that any version of a table's rows has in all its indexes. One thread. */
public final class IndexEntries {
  private final RowCodec rows;
  private final List<IndexLayout> indexes = new ArrayList<>();
  private final Frame frame;
  private final ByteWriter out = new ByteWriter();

  public IndexEntries(StatementContext context, Table table) {
    rows = RowCodec.of(context.catalog(), table);
    for (Index index : context.catalog().indexes(table.oid())) {
      indexes.add(IndexLayout.of(context, table, index));
    }
    frame = new Frame(context, new Object[0], null);
  }

  /**
   * @param payload of a version, which may be nobody's any more
   */
  public List<VacuumRules.IndexKey> of(byte[] payload) {
    Object[] row = rows.decode(payload, 1);
    List<VacuumRules.IndexKey> keys = new ArrayList<>(indexes.size());
    for (IndexLayout index : indexes) {
      byte[] key = key(index, row);
      if (key != null) {
        keys.add(new VacuumRules.IndexKey(index.index().storage(), key));
      }
    }
    return keys;
  }

  /** An index that was made when a version was dead may not be able to take it. */
  private byte[] key(IndexLayout index, Object[] row) {
    try {
      return index.key(frame.at(row), out);
    } catch (SqlException e) {
      return null;
    }
  }
}
