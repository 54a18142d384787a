package dev.instar.engine.logical;

import dev.instar.engine.wal.Lsn;

/**
 * A committed transaction in the log.
 *
 * @param commit the position of its commit record
 * @param end behind that record
 * @param micros when it committed, in microseconds since 2000-01-01 UTC
 * @param origin the replication origin it came from; 0 for none
 */
record DecodedTransaction(long xid, Lsn commit, Lsn end, long micros, int origin) {}
