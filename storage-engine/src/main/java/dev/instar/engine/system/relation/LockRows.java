package dev.instar.engine.system.relation;

import dev.instar.engine.lock.LockTag;
import dev.instar.engine.lock.LockView;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.type.TimestampTz;

/** pg_locks. */
final class LockRows {
  /** How many numbers an advisory key has, as {@code objsubid} tells it. */
  private static final int ONE_KEY = 1;

  private static final int TWO_KEYS = 2;

  private LockRows() {}

  static void make(StatementContext context, Wanted wanted, Rows rows) {
    for (LockView lock : context.services().locks().locks()) {
      if (wanted.mayBe("relation", relation(lock.tag()))) {
        Row row =
            rows.add()
                .set("virtualtransaction", lock.virtualTransaction().orElse("-1/0"))
                .set("pid", lock.pid())
                .set("mode", lock.mode().displayName())
                .set("granted", lock.granted())
                .set("fastpath", false)
                .set("waitstart", lock.waitStart().map(TimestampTz::of));
        thing(row, lock.tag());
      }
    }
  }

  private static int relation(LockTag tag) {
    return switch (tag) {
      case LockTag.Relation relation -> relation.relation();
      case LockTag.Row row -> row.relation();
      case LockTag.Transaction xid -> 0;
      case LockTag.VirtualTransaction xid -> 0;
      case LockTag.CatalogObject object -> 0;
      case LockTag.AdvisoryKey key -> 0;
      case LockTag.AdvisoryPair pair -> 0;
    };
  }

  private static void thing(Row row, LockTag tag) {
    switch (tag) {
      case LockTag.Relation relation ->
          row.set("locktype", "relation")
              .set("database", relation.database())
              .set("relation", relation.relation());
      case LockTag.Row tuple ->
          row.set("locktype", "tuple")
              .set("database", tuple.database())
              .set("relation", tuple.relation())
              .set("page", (int) tuple.block())
              .set("tuple", tuple.offset());
      case LockTag.Transaction xid ->
          row.set("locktype", "transactionid").set("transactionid", xid.xid() & 0xFFFF_FFFFL);
      case LockTag.VirtualTransaction virtual ->
          row.set("locktype", "virtualxid").set("virtualxid", virtual.text());
      case LockTag.CatalogObject object ->
          row.set("locktype", "object")
              .set("database", object.database())
              .set("classid", object.catalog())
              .set("objid", object.object())
              .set("objsubid", 0);
      case LockTag.AdvisoryKey key ->
          advisory(row, key.database(), (int) (key.key() >>> 32), (int) key.key(), ONE_KEY);
      case LockTag.AdvisoryPair pair ->
          advisory(row, pair.database(), pair.first(), pair.second(), TWO_KEYS);
    }
  }

  private static void advisory(Row row, int database, int first, int second, int numbers) {
    row.set("locktype", "advisory")
        .set("database", database)
        .set("classid", first)
        .set("objid", second)
        .set("objsubid", numbers);
  }
}
