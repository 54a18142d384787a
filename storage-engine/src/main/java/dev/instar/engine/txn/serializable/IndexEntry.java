package dev.instar.engine.txn.serializable;

/**
 * A key that a write put into an index.
 *
 * @param index the index's OID
 */
public record IndexEntry(int index, Object key) {}
