package dev.instar.engine.wire;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.wire.frame.MessageReader;

/**
 * Format codes of parameters or columns as Bind gives them: none means text for all, one is for
 * all, otherwise there is one for each. Immutable.
 */
final class Formats {
  static final Formats TEXT = new Formats(new int[] {0});
  private static final Formats BINARY = new Formats(new int[] {1});

  private final int[] codes;

  private Formats(int[] codes) {
    this.codes = codes;
  }

  static Formats read(MessageReader reader) {
    int count = reader.uint16();
    if (count == 0) {
      return TEXT;
    }
    int first = reader.uint16();
    if (count == 1 && first <= 1) {
      return first == 0 ? TEXT : BINARY;
    }
    if (count - 1 > reader.remaining() / 2) {
      throw new SqlException(SqlState.PROTOCOL_VIOLATION, "insufficient data left in message");
    }
    int[] codes = new int[count];
    codes[0] = first;
    for (int i = 1; i < count; i++) {
      codes[i] = reader.uint16();
    }
    return new Formats(codes);
  }

  /** How many codes were given; 0 and 1 are the same. */
  int count() {
    return codes.length;
  }

  int code(int index) {
    return codes.length == 1 ? codes[0] : codes[index];
  }

  /**
   * @throws SqlException with 22023 if the code is neither text (0) nor binary (1)
   */
  boolean isBinary(int index) {
    int code = code(index);
    if (code > 1) {
      throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "unsupported format code: " + code);
    }
    return code == 1;
  }
}
