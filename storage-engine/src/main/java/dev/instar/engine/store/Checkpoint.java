package dev.instar.engine.store;

import dev.instar.engine.wal.Lsn;

/**
 * What a checkpoint makes durable: the page file's content, and where in the log it stands.
 *
 * @param system the database's number
 * @param redo every record before it is in the pages, and none from there on
 * @param nextTransaction above every transaction id before {@code redo}
 * @param version MVStore's number of the pages' state
 * @param root the page file's header
 */
@SuppressWarnings("ArrayRecordComponent") // Written and read as a whole; never compared.
record Checkpoint(long system, Lsn redo, long nextTransaction, long version, byte[] root) {}
