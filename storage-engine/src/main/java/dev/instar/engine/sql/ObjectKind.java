package dev.instar.engine.sql;

import java.util.List;

/** The kinds of object that statements name by their key words. */
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

  private final List<String> words;

  ObjectKind(String words) {
    this.words = List.of(words.split(" "));
  }

  /** Its key words in lower case. */
  List<String> words() {
    return words;
  }

  /** Whether its names may have a schema in front. */
  public boolean inSchema() {
    return switch (this) {
      case TABLE, INDEX, SEQUENCE, VIEW, TYPE, DOMAIN -> true;
      case SCHEMA, DATABASE, ROLE, EXTENSION, PUBLICATION -> false;
    };
  }
}
