package dev.instar.engine.table;

import dev.instar.engine.catalog.Table;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.store.RowVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * New keys of a foreign key, which must be there in the referenced table when the statement, or the
 * transaction, ends. What has been found once is locked, and is not looked for again. One thread.
 */
final class ForeignKeyCheck {
  /** New keys that are kept before they are looked for ahead of time. */
  private static final int KEYS_MAX = 2000;

  /** Keys that were found and are remembered. */
  private static final int FOUND_MAX = 50_000;

  private final StatementContext context;
  private final ForeignKeyLayout key;
  private final Map<List<Object>, New> keys = new LinkedHashMap<>();
  private final Set<List<Object>> found = new HashSet<>();

  /** The row that is not there, so that it is an error, must still be: one of these. */
  @SuppressWarnings("ArrayRecordComponent") // A row, handed through.
  private record New(Object[] values, List<Long> rows) {}

  ForeignKeyCheck(StatementContext context, ForeignKeyLayout key) {
    this.context = context;
    this.key = key;
  }

  ForeignKeyLayout key() {
    return key;
  }

  /** A row has come to refer to something. */
  void add(long row, Object[] values) {
    boolean full = key.constraint().matchFull();
    int nulls = 0;
    for (Object value : values) {
      nulls += value == null ? 1 : 0;
    }
    if (nulls == values.length || (nulls > 0 && !full)) {
      return;
    }
    List<Object> lookup = key.lookup(values);
    if (found.contains(lookup)) {
      return;
    }
    keys.computeIfAbsent(lookup, any -> new New(values, new ArrayList<>(1))).rows().add(row);
    if (keys.size() >= KEYS_MAX && !key.constraint().initiallyDeferred()) {
      forgetFound();
    }
  }

  boolean isEmpty() {
    return keys.isEmpty();
  }

  /** What is there already need not be looked for at the end. */
  private void forgetFound() {
    ReferencedRows referenced = new ReferencedRows(context, key);
    keys.values().removeIf(added -> isFound(referenced, added));
  }

  private boolean isFound(ReferencedRows referenced, New added) {
    for (Object value : added.values()) {
      if (value == null) {
        return false;
      }
    }
    Object[] values = key.convert(added.values(), context.functions());
    if (values == null || !referenced.lock(values)) {
      return false;
    }
    if (found.size() < FOUND_MAX) {
      found.add(key.lookup(added.values()));
    }
    return true;
  }

  /**
   * Looks for them.
   *
   * @throws SqlException 23503, or what waiting throws
   */
  void run() {
    if (keys.isEmpty()) {
      return;
    }
    ReferencedRows referenced = new ReferencedRows(context, key);
    for (New added : keys.values()) {
      context.checkInterrupts();
      if (!isFound(referenced, added) && isStillThere(added)) {
        throw violated(added.values());
      }
    }
    keys.clear();
  }

  private boolean isStillThere(New added) {
    Table referencing = key.now(context).referencing();
    CurrentRows rows = new CurrentRows(context, TableLayout.of(context, referencing));
    for (long row : added.rows()) {
      RowVersion version = rows.find(row);
      if (version != null && key.isSameHere(key.keyHere(rows.decode(version)), added.values())) {
        return true;
      }
    }
    return false;
  }

  private SqlException violated(Object[] values) {
    boolean mixed = false;
    for (Object value : values) {
      mixed |= value == null;
    }
    String detail =
        mixed
            ? "MATCH FULL does not allow mixing of null and nonnull key values."
            : "Key %s is not present in table \"%s\"."
                .formatted(key.textHere(context, values), key.referenced().name());
    SqlException error =
        new SqlException(
                SqlState.FOREIGN_KEY_VIOLATION,
                "insert or update on table \"%s\" violates foreign key constraint \"%s\""
                    .formatted(key.referencing().name(), key.constraint().name()))
            .with(Field.DETAIL, detail)
            .with(Field.CONSTRAINT, key.constraint().name());
    return ConstraintErrors.of(context, key.referencing(), error);
  }
}
