package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.changelog.LogicalMessage;
import dev.instar.engine.changelog.Truncation;
import dev.instar.engine.wal.Lsn;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Changes as text: a transaction is {@code table=row table=row}. */
final class LineSink implements ChangeSink {
  final List<String> transactions = new ArrayList<>();

  /** Where each of them ends. */
  final List<Lsn> ends = new ArrayList<>();

  private final List<String> changes = new ArrayList<>();

  @Override
  public boolean wants(DecodedTransaction transaction) {
    return true;
  }

  @Override
  public void begin(DecodedTransaction transaction, Catalog committed) {
    changes.clear();
  }

  @Override
  public void change(RowChange change, Catalog catalog) {
    changes.add(change.table().name() + "=" + new String(change.row(), StandardCharsets.UTF_8));
  }

  @Override
  public void truncated(Lsn position, Truncation truncation, Catalog catalog) {
    changes.add("truncate " + truncation.tables().size());
  }

  @Override
  public void message(Lsn end, LogicalMessage message) {
    changes.add("message " + message.prefix());
  }

  @Override
  public void commit(DecodedTransaction transaction) {
    if (!changes.isEmpty()) {
      transactions.add(String.join(" ", changes));
      ends.add(transaction.end());
    }
  }
}
