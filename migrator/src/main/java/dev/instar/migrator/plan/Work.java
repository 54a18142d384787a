package dev.instar.migrator.plan;

/** What a statement makes the server do. */
public enum Work {
  /** Catalog only. */
  INSTANT,
  /** Reads every row. */
  SCAN,
  /** Writes the table, and all its indexes, anew. */
  REWRITE,
  /** Reads every row and writes an index. */
  INDEX_BUILD,
  /** Writes rows where they are: as written at once, by a step of Instar's in batches. */
  BATCHED_WRITE,
  /** Copies the table beside itself while it is in use. */
  ONLINE_COPY
}
