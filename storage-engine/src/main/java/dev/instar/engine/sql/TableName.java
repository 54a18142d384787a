package dev.instar.engine.sql;

import java.util.Objects;

/** {@code [ONLY] table}, as TRUNCATE, LOCK, VACUUM and publications list them. */
public record TableName(QualifiedName name, boolean only) {
  public TableName {
    Objects.requireNonNull(name, "name");
  }
}
