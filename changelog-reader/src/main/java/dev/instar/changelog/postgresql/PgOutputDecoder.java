package dev.instar.changelog.postgresql;

import dev.instar.changelog.ChangeStreamException;
import dev.instar.changelog.ChangeStreamException.Reason;
import dev.instar.changelog.postgresql.PgOutputMessage.RelationColumn;
import dev.instar.changelog.postgresql.PgOutputMessage.ReplicaIdentity;
import dev.instar.changelog.postgresql.PgOutputMessage.Tuple;
import dev.instar.changelog.postgresql.PgOutputMessage.Value;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the messages of the pgoutput plugin, protocol version 1, values in text format. Stateless.
 *
 * <p>Integers are big-endian, a string ends with a zero byte, {@code *} stands for repetition:
 *
 * <pre>
 * message  = 'B' commit:int64 time:int64 xid:int32                         Begin
 *          | 'C' flags:int8 commit:int64 end:int64 time:int64              Commit
 *          | 'O' commit:int64 name:string                                  Origin
 *          | 'R' relation:int32 schema:string name:string
 *                identity:int8 n:int16 column*n                            Relation
 *          | 'Y' type:int32 schema:string name:string                      Type
 *          | 'I' relation:int32 'N' tuple                                  Insert
 *          | 'U' relation:int32 [ ('K' | 'O') tuple ] 'N' tuple            Update
 *          | 'D' relation:int32 ('K' | 'O') tuple                          Delete
 *          | 'T' n:int32 options:int8 relation:int32*n                     Truncate
 *          | 'M' flags:int8 position:int64 prefix:string n:int32 byte*n    Message
 * column   = flags:int8 name:string type:int32 modifier:int32
 * tuple    = n:int16 value*n
 * value    = 'n' | 'u' | 't' n:int32 byte*n
 * identity = 'd' default | 'n' nothing | 'f' full | 'i' index
 * </pre>
 *
 * <p>A schema of no letters means pg_catalog. {@code INSERT INTO t VALUES (7, NULL)}, where t is
 * relation 16385, is
 *
 * <pre>
 * 49 00004001 4E 0002  74 00000001 37  6E
 * I  16385    N  2     t  1        7   n
 * </pre>
 *
 * <p>Source: PostgreSQL's documentation, chapter "Logical Replication Message Formats".
 */
public final class PgOutputDecoder {
  private PgOutputDecoder() {}

  /**
   * Reads one message. Texts in it are views of {@code bytes}, whose content must not change.
   *
   * @throws ChangeStreamException (PROTOCOL) if it is not exactly one message
   */
  public static PgOutputMessage decode(ByteBuffer bytes) {
    ByteBuffer in = bytes.slice();
    try {
      PgOutputMessage message = message(in);
      if (in.hasRemaining()) {
        throw malformed(in.remaining() + " bytes too many in " + message);
      }
      return message;
    } catch (BufferUnderflowException e) {
      throw new ChangeStreamException(
          Reason.PROTOCOL, "a message of " + in.limit() + " bytes that is cut short", e);
    }
  }

  private static PgOutputMessage message(ByteBuffer in) {
    byte tag = in.get();
    return switch (tag) {
      case 'B' -> begin(in);
      case 'C' -> commit(in);
      case 'O' -> new PgOutputMessage.Origin(lsn(in), string(in));
      case 'R' -> relation(in);
      case 'Y' -> new PgOutputMessage.Type(in.getInt(), schema(in), string(in));
      case 'I' -> insert(in);
      case 'U' -> update(in);
      case 'D' -> delete(in);
      case 'T' -> truncate(in);
      case 'M' -> logicalMessage(in);
      default -> throw malformed("a message that begins with byte " + tag);
    };
  }

  private static PgOutputMessage begin(ByteBuffer in) {
    Lsn commit = lsn(in);
    skipTime(in);
    return new PgOutputMessage.Begin(commit, in.getInt());
  }

  private static PgOutputMessage commit(ByteBuffer in) {
    byte flags = in.get();
    if (flags != 0) {
      throw malformed("a commit with flags " + flags);
    }
    Lsn commit = lsn(in);
    Lsn end = lsn(in);
    skipTime(in);
    return new PgOutputMessage.Commit(commit, end);
  }

  private static PgOutputMessage relation(ByteBuffer in) {
    int id = in.getInt();
    String schema = schema(in);
    String name = string(in);
    ReplicaIdentity identity = identity(in.get());
    int count = Short.toUnsignedInt(in.getShort());
    List<RelationColumn> columns = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      boolean belongs = (in.get() & 1) != 0;
      columns.add(new RelationColumn(belongs, string(in), in.getInt(), in.getInt()));
    }
    return new PgOutputMessage.Relation(id, schema, name, identity, columns);
  }

  private static ReplicaIdentity identity(byte code) {
    return switch (code) {
      case 'd' -> ReplicaIdentity.DEFAULT;
      case 'n' -> ReplicaIdentity.NOTHING;
      case 'f' -> ReplicaIdentity.FULL;
      case 'i' -> ReplicaIdentity.INDEX;
      default -> throw malformed("a replica identity " + code);
    };
  }

  private static PgOutputMessage insert(ByteBuffer in) {
    int relation = in.getInt();
    expect(in.get(), 'N');
    return new PgOutputMessage.Insert(relation, tuple(in));
  }

  private static PgOutputMessage update(ByteBuffer in) {
    int relation = in.getInt();
    byte kind = in.get();
    Optional<Tuple> old = Optional.empty();
    if (kind == 'K' || kind == 'O') {
      old = Optional.of(tuple(in));
      kind = in.get();
    }
    expect(kind, 'N');
    return new PgOutputMessage.Update(relation, old, tuple(in));
  }

  private static PgOutputMessage delete(ByteBuffer in) {
    int relation = in.getInt();
    byte kind = in.get();
    if (kind != 'O') {
      expect(kind, 'K');
    }
    return new PgOutputMessage.Delete(relation, tuple(in));
  }

  private static PgOutputMessage truncate(ByteBuffer in) {
    int count = in.getInt();
    in.get(); // CASCADE and RESTART IDENTITY: the tables are empty either way.
    if (count < 0 || count > in.remaining() / Integer.BYTES) {
      throw malformed("a truncation of " + count + " relations");
    }
    List<Integer> relations = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      relations.add(in.getInt());
    }
    return new PgOutputMessage.Truncate(relations);
  }

  private static PgOutputMessage logicalMessage(ByteBuffer in) {
    boolean transactional = (in.get() & 1) != 0;
    Lsn position = lsn(in);
    String prefix = string(in);
    String content = text(bytes(in));
    return new PgOutputMessage.Message(transactional, position, prefix, content);
  }

  private static Tuple tuple(ByteBuffer in) {
    int count = Short.toUnsignedInt(in.getShort());
    List<Value> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      byte kind = in.get();
      values.add(
          switch (kind) {
            case 'n' -> Value.Absent.NULL;
            case 'u' -> Value.Absent.UNCHANGED;
            case 't' -> new Value.Text(bytes(in));
            default -> throw malformed("a value of kind " + kind);
          });
    }
    return new Tuple(values);
  }

  private static Lsn lsn(ByteBuffer in) {
    return new Lsn(in.getLong());
  }

  private static void skipTime(ByteBuffer in) {
    in.getLong();
  }

  private static ByteBuffer bytes(ByteBuffer in) {
    int length = in.getInt();
    if (length < 0) {
      throw malformed("a length of " + length);
    }
    if (length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer bytes = in.slice(in.position(), length);
    in.position(in.position() + length);
    return bytes;
  }

  private static String schema(ByteBuffer in) {
    String schema = string(in);
    return schema.isEmpty() ? "pg_catalog" : schema;
  }

  private static String string(ByteBuffer in) {
    int start = in.position();
    while (in.get() != 0) {
      // The terminator ends it.
    }
    return text(in.slice(start, in.position() - start - 1));
  }

  private static String text(ByteBuffer utf8) {
    return StandardCharsets.UTF_8.decode(utf8).toString();
  }

  private static void expect(byte kind, char expected) {
    if (kind != expected) {
      throw malformed("a tuple of kind " + kind + " where " + expected + " belongs");
    }
  }

  private static ChangeStreamException malformed(String what) {
    return new ChangeStreamException(Reason.PROTOCOL, "pgoutput sent " + what);
  }
}
