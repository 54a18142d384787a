package dev.instar.engine.type;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.SessionView.ObjectKind;
import java.util.OptionalLong;

/** The types that show an OID as the name of its object: regclass, regtype, regproc and so on. */
final class NamedOidCodec implements Codec<Long> {
  private final ObjectKind kind;
  private final OidCodec numbers;

  NamedOidCodec(ObjectKind kind) {
    this.kind = kind;
    this.numbers = new OidCodec(kind.typeName());
  }

  @Override
  public Long parse(String text, TextFormat format) {
    if (text.equals("-")) {
      return 0L;
    }
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return OidCodec.parse(text, kind.typeName());
    }
    OptionalLong oid = format.session().find(kind, text);
    return oid.orElseThrow(() -> missing(text));
  }

  private SqlException missing(String text) {
    SqlState state =
        switch (kind) {
          case CLASS -> SqlState.UNDEFINED_TABLE;
          case PROCEDURE, PROCEDURE_SIGNATURE, OPERATOR, OPERATOR_SIGNATURE ->
              SqlState.UNDEFINED_FUNCTION;
          case NAMESPACE -> SqlState.INVALID_SCHEMA_NAME;
          case TYPE, ROLE, COLLATION -> SqlState.UNDEFINED_OBJECT;
        };
    return new SqlException(state, kind.noun() + " \"" + text + "\" does not exist");
  }

  @Override
  public String print(Long value, TextFormat format) {
    if (value == 0) {
      return "-";
    }
    return format.session().nameOf(kind, value).orElseGet(() -> Long.toString(value));
  }

  @Override
  public Long receive(byte[] binary) {
    return numbers.receive(binary);
  }

  @Override
  public byte[] send(Long value) {
    return numbers.send(value);
  }

  @Override
  public int compare(Long left, Long right) {
    return Long.compare(left, right);
  }
}
