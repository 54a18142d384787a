package dev.instar.engine.table;

import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.Bytes;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Date;
import dev.instar.engine.type.EnumType;
import dev.instar.engine.type.FoldedText;
import dev.instar.engine.type.Interval;
import dev.instar.engine.type.Numeric;
import dev.instar.engine.type.PaddedText;
import dev.instar.engine.type.Time;
import dev.instar.engine.type.TimeTz;
import dev.instar.engine.type.Timestamp;
import dev.instar.engine.type.TimestampTz;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.UUID;

/**
 * A value of one type within a row's bytes; the package's sign has the format. Stateless. A value's
 * bytes tell where they end, and do not change with names: of an enum's value they have the label's
 * OID.
 */
interface ValueCodec {
  void write(ByteWriter out, Object value);

  Object read(ByteReader in);

  void skip(ByteReader in);

  static ValueCodec of(DataType type) {
    return switch (type) {
      case ArrayType array when array.element().orElseThrow() instanceof EnumType ->
          new OfUser(new ArrayOf(Whole.OID));
      case ArrayType array -> new ArrayOf(of(array.element().orElseThrow()));
      case EnumType ignored -> new OfUser(Whole.OID);
      default ->
          switch (type.name()) {
            case "int2" -> Whole.SMALLINT;
            case "int4" -> Whole.INTEGER;
            case "int8", "xid8", "pg_lsn" -> Whole.BIGINT;
            case "date" -> Whole.DATE;
            case "time" -> Whole.TIME;
            case "timestamp" -> Whole.TIMESTAMP;
            case "timestamptz" -> Whole.TIMESTAMPTZ;
            case "oid", "xid", "cid" -> Whole.OID;
            case "bool" -> Fixed.BOOLEAN;
            case "char" -> Fixed.CHAR;
            case "float4" -> Fixed.REAL;
            case "float8" -> Fixed.DOUBLE;
            case "uuid" -> Fixed.UUID;
            case "timetz" -> Fixed.TIMETZ;
            case "interval" -> Fixed.INTERVAL;
            case "text", "varchar", "name", "json" -> Block.TEXT;
            case "bpchar" -> Block.PADDED;
            case "citext" -> Block.FOLDED;
            case "bytea" -> Block.BYTEA;
            case "numeric" -> Block.NUMERIC;
            default -> type.name().startsWith("reg") ? Whole.OID : new Sent(type);
          };
    };
  }

  /** Whole numbers: seven bits a byte, the lowest first, sign in the lowest bit. */
  enum Whole implements ValueCodec {
    SMALLINT,
    INTEGER,
    BIGINT,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    OID;

    @Override
    public void write(ByteWriter out, Object value) {
      switch (this) {
        case SMALLINT -> out.putSigned((Short) value);
        case INTEGER -> out.putSigned((Integer) value);
        case BIGINT -> out.putSigned((Long) value);
        case DATE -> out.putSigned(((Date) value).days());
        case TIME -> out.putSigned(((Time) value).micros());
        case TIMESTAMP -> out.putSigned(((Timestamp) value).micros());
        case TIMESTAMPTZ -> out.putSigned(((TimestampTz) value).micros());
        case OID -> out.putVarLong((Long) value);
      }
    }

    @Override
    public Object read(ByteReader in) {
      return switch (this) {
        case SMALLINT -> (short) in.getSigned();
        case INTEGER -> (int) in.getSigned();
        case BIGINT -> in.getSigned();
        case DATE -> new Date((int) in.getSigned());
        case TIME -> new Time(in.getSigned());
        case TIMESTAMP -> new Timestamp(in.getSigned());
        case TIMESTAMPTZ -> new TimestampTz(in.getSigned());
        case OID -> in.getVarLong();
      };
    }

    @Override
    public void skip(ByteReader in) {
      in.skipVarLong();
    }
  }

  /** Values that all have the same number of bytes. */
  enum Fixed implements ValueCodec {
    BOOLEAN(1),
    CHAR(1),
    REAL(4),
    DOUBLE(8),
    UUID(16),
    TIMETZ(12),
    INTERVAL(16);

    private final int size;

    Fixed(int size) {
      this.size = size;
    }

    @Override
    public void write(ByteWriter out, Object value) {
      switch (this) {
        case BOOLEAN -> out.put((Boolean) value ? 1 : 0);
        case CHAR -> out.put((Byte) value);
        case REAL -> out.putInt(Float.floatToIntBits((Float) value));
        case DOUBLE -> out.putLong(Double.doubleToLongBits((Double) value));
        case UUID -> {
          UUID uuid = (UUID) value;
          out.putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        }
        case TIMETZ -> {
          TimeTz time = (TimeTz) value;
          out.putLong(time.micros()).putInt(time.offsetSeconds());
        }
        case INTERVAL -> {
          Interval interval = (Interval) value;
          out.putInt(interval.months()).putInt(interval.days()).putLong(interval.micros());
        }
      }
    }

    @Override
    public Object read(ByteReader in) {
      return switch (this) {
        case BOOLEAN -> in.get() != 0;
        case CHAR -> in.get();
        case REAL -> Float.intBitsToFloat(in.getInt());
        case DOUBLE -> Double.longBitsToDouble(in.getLong());
        case UUID -> new UUID(in.getLong(), in.getLong());
        case TIMETZ -> new TimeTz(in.getLong(), in.getInt());
        case INTERVAL -> new Interval(in.getInt(), in.getInt(), in.getLong());
      };
    }

    @Override
    public void skip(ByteReader in) {
      in.skip(size);
    }
  }

  /** A length and that many bytes. */
  enum Block implements ValueCodec {
    TEXT,
    PADDED,
    FOLDED,
    BYTEA,
    /** Scale and unscaled value in two's complement; what is no number is one byte. */
    NUMERIC;

    private static final int NAN = 0;
    private static final int INFINITY = 1;

    @Override
    public void write(ByteWriter out, Object value) {
      switch (this) {
        case TEXT -> out.putTextBlock((String) value);
        case PADDED -> out.putTextBlock(((PaddedText) value).padded());
        case FOLDED -> out.putTextBlock(((FoldedText) value).text());
        case BYTEA -> out.putBlock(((Bytes) value).array());
        case NUMERIC -> writeNumeric(out, (Numeric) value);
      }
    }

    private static void writeNumeric(ByteWriter out, Numeric value) {
      if (!value.isNumber()) {
        out.put(1).put(value.isNaN() ? NAN : value.signum() > 0 ? INFINITY : -INFINITY);
        return;
      }
      byte[] unscaled = value.value().unscaledValue().toByteArray();
      int scale = value.value().scale();
      // A scale is at most 16383, and so takes at most two bytes.
      out.putVarLong(unscaled.length + (scale < 0x80 ? 1L : 2L)).putVarLong(scale).put(unscaled);
    }

    private static Numeric readNumeric(ByteReader in) {
      int length = in.getVarInt();
      if (length == 1) {
        byte special = in.get();
        return special == NAN
            ? Numeric.NAN
            : special > 0 ? Numeric.INFINITY : Numeric.NEGATIVE_INFINITY;
      }
      int start = in.position();
      int scale = in.getVarInt();
      byte[] unscaled = in.take(length - (in.position() - start));
      return Numeric.of(new BigDecimal(new BigInteger(unscaled), scale));
    }

    @Override
    public Object read(ByteReader in) {
      return switch (this) {
        case TEXT -> in.getTextBlock();
        case PADDED -> new PaddedText(in.getTextBlock());
        case FOLDED -> new FoldedText(in.getTextBlock());
        case BYTEA -> new Bytes(in.getBlock());
        case NUMERIC -> readNumeric(in);
      };
    }

    @Override
    public void skip(ByteReader in) {
      in.skipBlock();
    }
  }

  /** With a length, so that a value can be skipped when its type is gone. */
  record OfUser(ValueCodec codec) implements ValueCodec {
    @Override
    public void write(ByteWriter out, Object value) {
      ByteWriter inner = new ByteWriter();
      codec.write(inner, value);
      out.putBlock(inner.toBytes());
    }

    @Override
    public Object read(ByteReader in) {
      in.skipVarLong();
      return codec.read(in);
    }

    @Override
    public void skip(ByteReader in) {
      in.skipBlock();
    }
  }

  /** The binary form of the protocol, with its length. */
  record Sent(DataType type) implements ValueCodec {
    @Override
    public void write(ByteWriter out, Object value) {
      out.putBlock(type.send(value));
    }

    @Override
    public Object read(ByteReader in) {
      return type.receive(in.getBlock());
    }

    @Override
    public void skip(ByteReader in) {
      in.skipBlock();
    }
  }

  /** Dimensions, each with its length and lower bound; then each element behind a byte. */
  record ArrayOf(ValueCodec element) implements ValueCodec {
    @Override
    public void write(ByteWriter out, Object value) {
      ArrayValue array = (ArrayValue) value;
      out.putVarLong(array.dimensions());
      for (int i = 0; i < array.dimensions(); i++) {
        out.putVarLong(array.length(i)).putSigned(array.lowerBound(i));
      }
      for (int i = 0; i < array.size(); i++) {
        out.put(array.element(i) == null ? 0 : 1);
        if (array.element(i) != null) {
          element.write(out, array.element(i));
        }
      }
    }

    @Override
    public Object read(ByteReader in) {
      int[] lengths = new int[in.getVarInt()];
      int[] lower = new int[lengths.length];
      int size = lengths.length == 0 ? 0 : 1;
      for (int i = 0; i < lengths.length; i++) {
        lengths[i] = in.getVarInt();
        lower[i] = (int) in.getSigned();
        size *= lengths[i];
      }
      Object[] elements = new Object[size];
      for (int i = 0; i < size; i++) {
        elements[i] = in.get() == 0 ? null : element.read(in);
      }
      return new ArrayValue(lengths, lower, elements);
    }

    @Override
    public void skip(ByteReader in) {
      int dimensions = in.getVarInt();
      int size = dimensions == 0 ? 0 : 1;
      for (int i = 0; i < dimensions; i++) {
        size *= in.getVarInt();
        in.skipVarLong();
      }
      for (int i = 0; i < size; i++) {
        if (in.get() != 0) {
          element.skip(in);
        }
      }
    }
  }
}
