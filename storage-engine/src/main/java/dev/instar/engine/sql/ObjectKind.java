package dev.instar.engine.sql;

/** The kinds of object that statements name by a key word. */
public enum ObjectKind {
  TABLE("table"),
  INDEX("index"),
  SEQUENCE("sequence"),
  VIEW("view"),
  TYPE("type"),
  DOMAIN("domain"),
  SCHEMA("schema"),
  DATABASE("database"),
  ROLE("role"),
  EXTENSION("extension"),
  PUBLICATION("publication");

  private final String word;

  ObjectKind(String word) {
    this.word = word;
  }

  /** Its key word in lower case. */
  String word() {
    return word;
  }

  /** Whether its names may have a schema in front. */
  public boolean inSchema() {
    return switch (this) {
      case TABLE, INDEX, SEQUENCE, VIEW, TYPE, DOMAIN -> true;
      case SCHEMA, DATABASE, ROLE, EXTENSION, PUBLICATION -> false;
    };
  }
}
