package dev.instar.engine.type;

/** A built-in type: a line of {@code pg_type} and a codec. */
final class CodedType<T> implements DataType {
  private final TypeFacts facts;
  private final Codec<T> codec;

  CodedType(TypeFacts facts, Codec<T> codec) {
    this.facts = facts;
    this.codec = codec;
  }

  @SuppressWarnings("unchecked")
  private T cast(Object value) {
    return (T) value;
  }

  @Override
  public int oid() {
    return facts.oid();
  }

  @Override
  public String name() {
    return facts.name();
  }

  @Override
  public int size() {
    return facts.size();
  }

  @Override
  public Object parse(String text, TextFormat format) {
    return codec.parse(text, format);
  }

  @Override
  public String print(Object value, TextFormat format) {
    return codec.print(cast(value), format);
  }

  @Override
  public Object receive(byte[] binary) {
    return codec.receive(binary);
  }

  @Override
  public byte[] send(Object value) {
    return codec.send(cast(value));
  }

  @Override
  public byte[] image(Object value) {
    return codec.image(cast(value));
  }

  @Override
  public int compare(Object left, Object right) {
    return codec.compare(cast(left), cast(right));
  }

  @Override
  public Object key(Object value) {
    return codec.key(cast(value));
  }

  @Override
  public char category() {
    return facts.category();
  }

  @Override
  public boolean preferred() {
    return facts.preferred();
  }

  @Override
  public char kind() {
    return facts.kind();
  }

  @Override
  public int arrayOid() {
    return facts.arrayOid();
  }

  @Override
  public String sqlName() {
    return facts.sqlName();
  }

  @Override
  public String toString() {
    return facts.sqlName();
  }
}
