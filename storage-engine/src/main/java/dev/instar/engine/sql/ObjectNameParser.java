package dev.instar.engine.sql;

/** Objects by their kind and name, as DROP, COMMENT and GRANT have them. */
final class ObjectNameParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final TypeParser types;

  ObjectNameParser(TokenStream tokens, NameParser names, TypeParser types) {
    this.tokens = tokens;
    this.names = names;
    this.types = types;
  }

  void expect(ObjectKind kind) {
    tokens.expect(kind.word());
  }

  /** Whether the key words of the kind come next, and are not those of another kind. */
  boolean comesNext(ObjectKind kind) {
    return tokens.at(kind.word());
  }

  QualifiedName name(ObjectKind kind) {
    return switch (kind) {
      case TABLE, INDEX, SEQUENCE, VIEW -> names.qualified("a name");
      case TYPE, DOMAIN -> typeName();
      case ROLE -> QualifiedName.of(names.role());
      case SCHEMA, DATABASE, EXTENSION, PUBLICATION -> QualifiedName.of(names.columnName("a name"));
    };
  }

  /** PostgreSQL's grammar takes any type here, its server none with modifiers or brackets. */
  private QualifiedName typeName() {
    Token first = tokens.peek();
    TypeName type = types.type();
    if (!type.modifiers().isEmpty() || type.arrayDimensions() > 0) {
      throw tokens.unsupported(first, "a type is named here without modifiers and brackets");
    }
    return type.name();
  }
}
