package dev.instar.engine.type;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What reading and printing values asks of a session: the time its transaction began, and the names
 * of its catalog. Called by the session's thread.
 */
public interface SessionView {
  /** No session: the machine's clock, and no names but those of built-in types. */
  SessionView NONE = new SessionView() {};

  /** The kinds of object that a {@code reg…} type names. */
  enum ObjectKind {
    CLASS("relation", "regclass"),
    TYPE("type", "regtype"),
    PROCEDURE("function", "regproc"),
    PROCEDURE_SIGNATURE("function", "regprocedure"),
    OPERATOR("operator", "regoper"),
    OPERATOR_SIGNATURE("operator", "regoperator"),
    NAMESPACE("schema", "regnamespace"),
    ROLE("role", "regrole"),
    COLLATION("collation", "regcollation");

    private final String noun;
    private final String typeName;

    ObjectKind(String noun, String typeName) {
      this.noun = noun;
      this.typeName = typeName;
    }

    /** As error messages call it. */
    public String noun() {
      return noun;
    }

    /** The type whose values name such objects. */
    public String typeName() {
      return typeName;
    }
  }

  /** When the transaction began: what {@code now} means. */
  default Instant transactionStart() {
    return Instant.now();
  }

  /** The OID of what {@code name} means, by the search path where it has no schema. */
  default OptionalLong find(ObjectKind kind, String name) {
    return kind == ObjectKind.TYPE ? Types.findOid(name) : OptionalLong.empty();
  }

  /** The name of an object, with a schema where the search path does not find it; quoted. */
  default Optional<String> nameOf(ObjectKind kind, long oid) {
    return kind == ObjectKind.TYPE
        ? Types.byOid((int) oid).map(DataType::sqlName)
        : Optional.empty();
  }
}
