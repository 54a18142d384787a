package dev.instar.engine.logical;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.TextFormat;
import java.nio.charset.StandardCharsets;

/**
 * Values as pgoutput has them: {@code 'n'}, {@code 't' length text} or {@code 'b' length binary}.
 *
 * @param format of the reader's session
 */
record ValueWriter(boolean binary, TextFormat format) {
  void write(Object value, DataType type, MessageBuilder out) {
    if (value == null) {
      out.int8('n');
    } else if (binary) {
      out.int8('b').counted(type.send(value));
    } else {
      out.int8('t').counted(type.print(value, format).getBytes(StandardCharsets.UTF_8));
    }
  }
}
