package dev.instar.engine.type;

import dev.instar.engine.type.SessionView.ObjectKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The built-in types. What they are is a table, {@code types.tsv} beside this class; how their
 * values work is a {@link Codec} each. Enums and other types of users are the catalog's.
 */
public final class Types {
  private static final Map<Integer, DataType> BY_OID = new LinkedHashMap<>();
  private static final Map<String, DataType> BY_NAME = new HashMap<>();

  static {
    load();
  }

  public static final DataType BOOLEAN = of("bool");
  public static final DataType SMALLINT = of("int2");
  public static final DataType INTEGER = of("int4");
  public static final DataType BIGINT = of("int8");
  public static final DataType NUMERIC = of("numeric");
  public static final DataType REAL = of("float4");
  public static final DataType DOUBLE = of("float8");
  public static final DataType TEXT = of("text");
  public static final DataType VARCHAR = of("varchar");
  public static final DataType CHARACTER = of("bpchar");
  public static final DataType NAME = of("name");
  public static final DataType CHAR = of("char");
  public static final DataType CITEXT = of("citext");
  public static final DataType BYTEA = of("bytea");
  public static final DataType DATE = of("date");
  public static final DataType TIME = of("time");
  public static final DataType TIMETZ = of("timetz");
  public static final DataType TIMESTAMP = of("timestamp");
  public static final DataType TIMESTAMPTZ = of("timestamptz");
  public static final DataType INTERVAL = of("interval");
  public static final DataType UUID = of("uuid");
  public static final DataType INET = of("inet");
  public static final DataType JSON = of("json");
  public static final DataType JSONB = of("jsonb");
  public static final DataType OID = of("oid");
  public static final DataType ACLITEM = of("aclitem");
  public static final DataType PG_NODE_TREE = of("pg_node_tree");
  public static final DataType REGCLASS = of("regclass");
  public static final DataType REGTYPE = of("regtype");
  public static final DataType REGPROC = of("regproc");
  public static final DataType REGNAMESPACE = of("regnamespace");
  public static final DataType XID = of("xid");
  public static final DataType XID8 = of("xid8");
  public static final DataType TID = of("tid");
  public static final DataType PG_LSN = of("pg_lsn");
  public static final DataType PG_SNAPSHOT = of("pg_snapshot");
  public static final DataType RECORD = of("record");
  public static final DataType VOID = of("void");
  public static final DataType UNKNOWN = of("unknown");
  public static final DataType ANY = of("any");

  private Types() {}

  private static void load() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Types.class.getResourceAsStream("types.tsv"), StandardCharsets.UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(Types::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (DataType type : BY_OID.values().toArray(new DataType[0])) {
      if (type.arrayOid() != 0) {
        register(new ArrayType(type.arrayOid(), "_" + type.name(), type));
      }
    }
  }

  private static void add(String line) {
    String[] columns = line.split("\t", -1);
    TypeFacts facts =
        new TypeFacts(
            Integer.parseInt(columns[0]),
            columns[1],
            Integer.parseInt(columns[2]),
            columns[3].charAt(0),
            columns[4].charAt(0),
            columns[5].equals("t"),
            Integer.parseInt(columns[6]),
            columns[7]);
    register(
        switch (facts.name()) {
          case "int2vector" -> new VectorType(facts, BY_NAME.get("int2"));
          case "oidvector" -> new VectorType(facts, BY_NAME.get("oid"));
          default -> new CodedType<>(facts, codec(facts.name()));
        });
  }

  private static void register(DataType type) {
    BY_OID.put(type.oid(), type);
    BY_NAME.put(type.name(), type);
    BY_NAME.putIfAbsent(type.sqlName(), type);
  }

  private static Codec<?> codec(String name) {
    return switch (name) {
      case "bool" -> new BooleanCodec();
      case "bytea" -> new ByteaCodec();
      case "char" -> new CharCodec();
      case "name" -> new TextCodec(TextCodec.NAME_BYTES);
      case "int2" -> new SmallintCodec();
      case "int4" -> new IntegerCodec();
      case "int8" -> new BigintCodec();
      case "text", "varchar", "unknown", "cstring", "aclitem" -> new TextCodec(Integer.MAX_VALUE);
      case "pg_node_tree" -> new NodeTreeCodec();
      case "bpchar" -> new PaddedTextCodec();
      case "citext" -> new FoldedTextCodec();
      case "oid", "xid", "cid" -> new OidCodec(name);
      case "tid" -> new TupleIdCodec();
      case "json" -> new JsonCodec();
      case "jsonb" -> new JsonbCodec();
      case "float4" -> new RealCodec();
      case "float8" -> new DoubleCodec();
      case "numeric" -> new NumericCodec();
      case "date" -> new DateCodec();
      case "time" -> new TimeCodec();
      case "timetz" -> new TimeTzCodec();
      case "timestamp" -> new TimestampCodec();
      case "timestamptz" -> new TimestampTzCodec();
      case "interval" -> new IntervalCodec();
      case "uuid" -> new UuidCodec();
      case "inet" -> new InetCodec();
      case "xid8" -> new UnsignedLongCodec(name, false);
      case "pg_lsn" -> new UnsignedLongCodec(name, true);
      case "pg_snapshot", "txid_snapshot" -> new SnapshotCodec();
      case "record" -> new RowCodec();
      default -> named(name);
    };
  }

  private static Codec<?> named(String name) {
    for (ObjectKind kind : ObjectKind.values()) {
      if (kind.typeName().equals(name)) {
        return new NamedOidCodec(kind);
      }
    }
    return new PseudoCodec(name);
  }

  private static DataType of(String name) {
    return BY_NAME.get(name);
  }

  /** All of them, arrays included. */
  public static Collection<DataType> all() {
    return Collections.unmodifiableCollection(BY_OID.values());
  }

  public static Optional<DataType> byOid(int oid) {
    return Optional.ofNullable(BY_OID.get(oid));
  }

  /** By the catalog's name ({@code int4}, {@code _int4}) or by SQL's ({@code integer}). */
  public static Optional<DataType> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** The built-in array type over {@code element}; empty if there is none. */
  public static Optional<DataType> arrayOf(DataType element) {
    return byOid(element.arrayOid());
  }

  /** Of a type as regtype reads it: any spelling, {@code pg_catalog.} in front, brackets behind. */
  static OptionalLong findOid(String text) {
    String name = text.strip().toLowerCase(java.util.Locale.ROOT);
    name = name.startsWith("pg_catalog.") ? name.substring("pg_catalog.".length()) : name;
    boolean array = name.endsWith("[]");
    name = array ? name.substring(0, name.length() - 2).strip() : name;
    String plain =
        switch (name) {
          case "int" -> "int4";
          case "decimal" -> "numeric";
          case "timestamp", "time" -> name;
          case "char" -> "bpchar";
          default -> name;
        };
    DataType type = BY_NAME.get(plain);
    if (type == null) {
      return OptionalLong.empty();
    }
    return array ? OptionalLong.of(type.arrayOid()) : OptionalLong.of(type.oid());
  }
}
