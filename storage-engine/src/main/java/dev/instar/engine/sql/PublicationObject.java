package dev.instar.engine.sql;

import java.util.List;
import java.util.Optional;

/** What a publication publishes. */
public sealed interface PublicationObject {
  /** {@code TABLE [ONLY] table [(column, …)] [WHERE (…)]}. */
  record Table(TableName table, List<String> columns, Optional<SqlFragment> where)
      implements PublicationObject {
    public Table {
      columns = List.copyOf(columns);
    }
  }

  /** {@code TABLES IN SCHEMA schema}; without a name for CURRENT_SCHEMA. */
  record Schema(Optional<String> name) implements PublicationObject {}
}
