package dev.instar.engine.table;

import dev.instar.engine.evaluation.RowIdentity;

/**
 * Which version of which row a scan has found: what stands in the last slot of a table's part of a
 * row.
 *
 * @param table the table's OID
 * @param row its id in {@link dev.instar.engine.store.VersionedTable}; its {@code ctid}
 * @param version the number of the version that was seen
 */
public record StoredRow(
    int table,
    long row,
    long version,
    long createdBy,
    int createdCommand,
    long deletedBy,
    int deletedCommand)
    implements RowIdentity {}
