package dev.instar.engine.logical;

import dev.instar.engine.catalog.Catalog;
import dev.instar.engine.catalog.Publication;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.changelog.LogicalMessage;
import dev.instar.engine.changelog.Truncation;
import dev.instar.engine.wal.Lsn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The output plugin pgoutput: changes of published tables as messages of PostgreSQL's logical
 * replication protocol. A transaction that has nothing to tell gives no message. Of one thread.
 *
 * <p>Source: PostgreSQL's manual, chapter "Logical Replication Message Formats"; compared with a
 * real server byte by byte.
 */
final class PgOutput implements ChangeSink {
  /** Where messages go. */
  interface Output {
    /**
     * @param location what the message is about: the change's position, the transaction's end
     * @param last whether it stands for its location; false for what only comes before another
     * @param transaction whose message it is; 0 for none
     */
    void write(Lsn location, boolean last, long transaction, MessageBuilder message);
  }

  private final PgOutputOptions options;
  private final ValueWriter values;
  private final PublishedRelation.Filters filters;
  private final Origins origins;
  private final Output output;
  private final MessageBuilder message = new MessageBuilder();
  private final Map<Integer, PublishedRelation> relations = new HashMap<>();

  /** The publications, as the catalog has them that they were looked up in. */
  private Catalog publicationsOf;

  private List<Publication> publications = List.of();
  private DecodedTransaction transaction;

  /** The catalog before the transaction. */
  private Catalog committed;

  /** Relations that were looked up in what the transaction made of the catalog. */
  private final Set<PublishedRelation> changed = new HashSet<>();

  private boolean begun;

  PgOutput(
      PgOutputOptions options,
      ValueWriter values,
      PublishedRelation.Filters filters,
      Origins origins,
      Output output) {
    this.options = options;
    this.values = values;
    this.filters = filters;
    this.origins = origins;
    this.output = output;
  }

  @Override
  public boolean wants(DecodedTransaction decoded) {
    return !options.localOnly() || decoded.origin() == 0;
  }

  @Override
  public void begin(DecodedTransaction decoded, Catalog catalog) {
    transaction = decoded;
    committed = catalog;
    begun = false;
  }

  @Override
  public void commit(DecodedTransaction decoded) {
    if (begun) {
      message.begin('C').int8(0).lsn(decoded.commit()).lsn(decoded.end()).int64(decoded.micros());
      write(decoded.end(), true);
    }
    // A server tells of a relation again after the transaction that changed it, too.
    for (PublishedRelation relation : changed) {
      if (!relation.isAsIn(committed)) {
        relation.forgetTold();
      }
    }
    changed.clear();
    transaction = null;
    committed = null;
  }

  @Override
  public void change(RowChange change, Catalog catalog) {
    PublishedRelation relation = relation(change.table(), catalog);
    switch (change.kind()) {
      case INSERT -> insert(change, relation);
      case UPDATE -> update(change, relation);
      case DELETE -> delete(change, relation);
    }
  }

  private void insert(RowChange change, PublishedRelation relation) {
    if (!relation.publishes("insert")) {
      return;
    }
    Object[] row = relation.decode(change.row());
    Optional<RowFilter> filter = relation.filter("insert");
    if (filter.isEmpty() || filter.get().matches(row)) {
      tellInsert(change.position(), relation, row);
    }
  }

  private void tellInsert(Lsn position, PublishedRelation relation, Object[] row) {
    describe(position, relation);
    message.begin('I').int32(relation.table().oid()).int8('N');
    relation.tuple(row, values, message);
    write(position, true);
  }

  /** An update that moves a row in or out of the condition is an insert or a delete. */
  private void update(RowChange change, PublishedRelation relation) {
    if (!relation.publishes("update")) {
      return;
    }
    Object[] row = relation.decode(change.row());
    Object[] old = old(change, relation);
    Optional<RowFilter> filter = relation.filter("update");
    if (filter.isPresent()) {
      boolean now = filter.get().matches(row);
      boolean before = old == null ? now : filter.get().matches(old);
      if (now && !before) {
        tellInsert(change.position(), relation, row);
      } else if (before && !now) {
        tellDelete(change, relation, old);
      }
      if (!now || !before) {
        return;
      }
    }
    describe(change.position(), relation);
    message.begin('U').int32(relation.table().oid());
    if (old != null) {
      message.int8(change.identity()[0]);
      relation.tuple(old, values, message);
    }
    message.int8('N');
    relation.tuple(row, values, message);
    write(change.position(), true);
  }

  private void delete(RowChange change, PublishedRelation relation) {
    if (!relation.publishes("delete") || change.identity().length == 0) {
      return;
    }
    Object[] old = old(change, relation);
    Optional<RowFilter> filter = relation.filter("delete");
    if (filter.isEmpty() || filter.get().matches(old)) {
      tellDelete(change, relation, old);
    }
  }

  private void tellDelete(RowChange change, PublishedRelation relation, Object[] old) {
    describe(change.position(), relation);
    message.begin('D').int32(relation.table().oid()).int8(change.identity()[0]);
    relation.tuple(old, values, message);
    write(change.position(), true);
  }

  /** What the log says of the old row: {@code 'K'} or {@code 'O'}, and a row; null for nothing. */
  private static Object[] old(RowChange change, PublishedRelation relation) {
    byte[] identity = change.identity();
    return identity.length == 0
        ? null
        : relation.decode(Arrays.copyOfRange(identity, 1, identity.length));
  }

  @Override
  public void truncated(Lsn position, Truncation truncation, Catalog catalog) {
    List<Integer> told = new ArrayList<>();
    for (int oid : truncation.tables()) {
      if (catalog.find(oid).orElse(null) instanceof Table table
          && table.persistence() == Table.Persistence.PERMANENT) {
        PublishedRelation relation = relation(table, catalog);
        if (relation.publishes("truncate")) {
          describe(position, relation);
          told.add(oid);
        }
      }
    }
    if (!told.isEmpty()) {
      message.begin('T').int32(told.size()).int8(truncation.flags());
      told.forEach(message::int32);
      write(position, true);
    }
  }

  @Override
  public void message(Lsn end, LogicalMessage said) {
    if (!options.messages()) {
      return;
    }
    if (said.transactional()) {
      begin(end);
    }
    message.begin('M').int8(said.transactional() ? 1 : 0).lsn(end);
    message.string(said.prefix()).counted(said.content());
    write(end, true);
  }

  /** BEGIN, before the transaction's first message. */
  private void begin(Lsn position) {
    if (begun) {
      return;
    }
    begun = true;
    message.begin('B').lsn(transaction.commit()).int64(transaction.micros());
    message.int32((int) transaction.xid());
    boolean hasOrigin = transaction.origin() != 0;
    write(position, !hasOrigin);
    if (hasOrigin) {
      message.begin('O').int64(0).string(origins.name(transaction.origin()).orElse(""));
      write(position, true);
    }
  }

  /** BEGIN, and the relation if the reader does not know it as it is. */
  private void describe(Lsn position, PublishedRelation relation) {
    begin(position);
    if (relation.tell()) {
      return;
    }
    for (PublishedRelation.UserType type : relation.userTypes()) {
      message.begin('Y').int32(type.oid()).string(type.schema()).string(type.name());
      write(position, false);
    }
    relation.describe(message);
    write(position, false);
  }

  @SuppressWarnings("ReferenceEquality") // the very same catalog: nothing has changed
  private PublishedRelation relation(Table table, Catalog catalog) {
    PublishedRelation known = relations.get(table.oid());
    if (known != null && known.catalog() == catalog) {
      return known;
    }
    if (publicationsOf != catalog) {
      publications = Published.find(options.publications(), catalog);
      publicationsOf = catalog;
    }
    PublishedRelation relation = PublishedRelation.of(table, catalog, publications, known, filters);
    relations.put(table.oid(), relation);
    if (catalog != committed) {
      changed.add(relation);
    }
    return relation;
  }

  private void write(Lsn location, boolean last) {
    output.write(location, last, transaction == null ? 0 : transaction.xid(), message);
  }
}
