package dev.instar.changelog.postgresql;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the pgoutput plugin says in protocol version 1, where a transaction is sent once it has
 * committed. {@link PgOutputDecoder} has the grammar.
 */
public sealed interface PgOutputMessage {

  /**
   * A transaction begins.
   *
   * @param commit where its commit record starts
   * @param xid its transaction id, an unsigned 32-bit number without the epoch
   */
  record Begin(Lsn commit, int xid) implements PgOutputMessage {}

  /**
   * The transaction ends.
   *
   * @param commit where its commit record starts
   * @param end where its commit record ends
   */
  record Commit(Lsn commit, Lsn end) implements PgOutputMessage {}

  /** The transaction was replicated to this server from elsewhere. */
  record Origin(Lsn commit, String name) implements PgOutputMessage {}

  /** A table's description, sent before its first change and after it may have changed. */
  record Relation(
      int id, String schema, String name, ReplicaIdentity identity, List<RelationColumn> columns)
      implements PgOutputMessage {
    public Relation {
      columns = List.copyOf(columns);
    }
  }

  /** The name of a type that is not built in. */
  record Type(int oid, String schema, String name) implements PgOutputMessage {}

  record Insert(int relation, Tuple row) implements PgOutputMessage {}

  /**
   * A row was changed.
   *
   * @param old the old row (identity FULL), or its identity columns if one of them changed or was
   *     stored out of line, the others null; else empty
   */
  record Update(int relation, Optional<Tuple> old, Tuple row) implements PgOutputMessage {}

  /** A row was deleted; {@code old} is all of it or its identity columns, the others null. */
  record Delete(int relation, Tuple old) implements PgOutputMessage {}

  record Truncate(List<Integer> relations) implements PgOutputMessage {
    public Truncate {
      relations = List.copyOf(relations);
    }
  }

  /** A message of {@code pg_logical_emit_message}. */
  record Message(boolean transactional, Lsn position, String prefix, String content)
      implements PgOutputMessage {}

  /** What identifies a row in an UPDATE or DELETE. */
  enum ReplicaIdentity {
    DEFAULT,
    NOTHING,
    FULL,
    INDEX
  }

  /**
   * A column of a relation.
   *
   * @param identity whether it belongs to the replica identity
   * @param typeOid the type's OID, unsigned
   * @param typeModifier pg_attribute.atttypmod, -1 for none
   */
  record RelationColumn(boolean identity, String name, int typeOid, int typeModifier) {}

  /** A row: one value per column of its relation. */
  record Tuple(List<Value> values) {
    public Tuple {
      values = List.copyOf(values);
    }
  }

  /** The value of one column. */
  sealed interface Value {
    enum Absent implements Value {
      NULL,
      /** Stored out of line and not changed, hence not sent. */
      UNCHANGED
    }

    /** A text in UTF-8, a view of the received message. */
    record Text(ByteBuffer utf8) implements Value {
      public String text() {
        return StandardCharsets.UTF_8.decode(utf8.duplicate()).toString();
      }
    }
  }
}
