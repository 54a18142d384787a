package dev.instar.engine.sql;

import java.util.ArrayList;
import java.util.List;

/** DROP of what is no index and no role. */
final class DropParser {
  private final TokenStream tokens;
  private final NameParser names;
  private final ObjectNameParser objects;
  private final IndexParser indexes;

  DropParser(TokenStream tokens, NameParser names, ObjectNameParser objects, IndexParser indexes) {
    this.tokens = tokens;
    this.names = names;
    this.objects = objects;
    this.indexes = indexes;
  }

  /** What follows DROP. */
  Statement drop(ObjectKind kind) {
    objects.expect(kind);
    boolean ifExists = tokens.accept("if", "exists");
    List<QualifiedName> list = new ArrayList<>();
    do {
      list.add(objects.name(kind));
    } while (tokens.acceptSymbol(","));
    return new Removal.DropObjects(kind, list, ifExists, indexes.cascade());
  }

  Statement database() {
    tokens.expect("database");
    boolean ifExists = tokens.accept("if", "exists");
    String name = names.columnName("a database");
    boolean with = tokens.accept("with");
    boolean force = false;
    if (with || tokens.atSymbol("(")) {
      tokens.expectSymbol("(");
      do {
        tokens.expect("force");
      } while (tokens.acceptSymbol(","));
      tokens.expectSymbol(")");
      force = true;
    }
    return new Removal.DropDatabase(name, ifExists, force);
  }
}
