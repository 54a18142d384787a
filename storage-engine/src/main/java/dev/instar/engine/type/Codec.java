package dev.instar.engine.type;

/**
 * How the values of a type are read, printed, carried and compared. Stateless, and usable from any
 * thread. What it throws is what {@link DataType} says.
 *
 * @param <T> the Java class of the values
 */
interface Codec<T> {
  T parse(String text, TextFormat format);

  String print(T value, TextFormat format);

  T receive(byte[] binary);

  byte[] send(T value);

  /** As {@link DataType#image}. */
  default byte[] image(T value) {
    return send(value);
  }

  int compare(T left, T right);

  default Object key(T value) {
    return value;
  }
}
