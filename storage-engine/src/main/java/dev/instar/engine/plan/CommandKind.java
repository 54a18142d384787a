package dev.instar.engine.plan;

/** What a planned statement does, as its command tag begins. */
public enum CommandKind {
  SELECT,
  INSERT,
  UPDATE,
  DELETE
}
