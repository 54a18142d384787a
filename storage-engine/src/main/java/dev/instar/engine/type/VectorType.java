package dev.instar.engine.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * int2vector and oidvector, the arrays of the catalogs: counted from 0, without NULLs, and printed
 * with blanks between the elements.
 */
final class VectorType implements DataType {
  private final ArrayType array;
  private final DataType element;
  private final TypeFacts facts;

  VectorType(TypeFacts facts, DataType element) {
    this.facts = facts;
    this.element = element;
    this.array = new ArrayType(facts.oid(), facts.name(), element);
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
    return -1;
  }

  @Override
  public char category() {
    return 'A';
  }

  @Override
  public int arrayOid() {
    return facts.arrayOid();
  }

  @Override
  public Optional<DataType> element() {
    return Optional.of(element);
  }

  @Override
  public Object parse(String text, TextFormat format) {
    List<Object> elements = new ArrayList<>();
    for (String part : text.strip().split("\\s+", -1)) {
      if (!part.isEmpty()) {
        elements.add(element.parse(part, format));
      }
    }
    return vector(elements.toArray());
  }

  /** A vector of these elements, counted from 0. */
  static ArrayValue vector(Object[] elements) {
    return new ArrayValue(new int[] {elements.length}, new int[] {0}, elements);
  }

  @Override
  public String print(Object value, TextFormat format) {
    StringBuilder out = new StringBuilder();
    for (Object item : ((ArrayValue) value).elements()) {
      out.append(out.isEmpty() ? "" : " ").append(element.print(item, format));
    }
    return out.toString();
  }

  @Override
  public Object receive(byte[] binary) {
    ArrayValue value = (ArrayValue) array.receive(binary);
    return vector(value.elements().toArray());
  }

  @Override
  public byte[] send(Object value) {
    return array.send(value);
  }

  @Override
  public byte[] image(Object value) {
    return array.image(value);
  }

  @Override
  public int compare(Object left, Object right) {
    return array.compare(left, right);
  }

  @Override
  public String toString() {
    return facts.name();
  }
}
