/**
 * The write-ahead log: what happened, in order, durable before anybody is told. {@link
 * dev.instar.engine.wal.Log} appends records and makes them durable, many with one force; {@link
 * dev.instar.engine.wal.LogReader} reads them forward, up to what is durable, and waits for more.
 * The log is the changelog too: what recovery reads after a crash, logical decoding reads while it
 * runs.
 *
 * <h2>Positions</h2>
 *
 * A position ({@link dev.instar.engine.wal.Lsn}) is a count of bytes since the database was made.
 * The log is cut into segments, files named {@code log-} and sixteen hexadecimal digits: the
 * position of their first byte. A segment ends where the next begins, without a gap, and a record
 * is in one segment as a whole; so a record longer than the usual size of a segment makes a longer
 * segment.
 *
 * <pre>
 * segment = header record*
 * header  = "INSTARWL" version:u32=1 crc:u32 start:u64 system:u64      (32 bytes, big-endian)
 * record  = crc:u32 length:u32 transaction:u64 distance:u32 type:u8 check:u24 payload pad
 * </pre>
 *
 * A record's {@code length} is in bytes from {@code crc} to the end of the payload; {@code pad}
 * fills up to a multiple of 8 with zeros. {@code crc} is CRC32C of everything from {@code length}
 * to the end of the payload, and then of the record's position as eight bytes: what belonged
 * elsewhere is not taken for a record here. {@code check} is the lower 24 bits of the same over the
 * fields before it, so that a length is believed before the payload is read. {@code distance} says
 * how far back the durable part of the log ended when the record was appended.
 *
 * <p>The record of type 7 with transaction 1 and payload {@code 2A}, first in the log (position 32,
 * with nothing durable but the header): {@code BDD3AFC6 00000019 0000000000000001 00000000 07
 * 0A9A81 2A 00000000000000}, 32 bytes.
 *
 * <h2>Where the log ends after a crash</h2>
 *
 * Writes that were not forced may be there or not, sector by sector, in any order. So the end is
 * not the last whole record that can be found: behind a hole there may be more, of writes that
 * nobody was promised. Reading goes forward to the first place where no record is. Everything that
 * was durable lies before it, unless the disk lost what it had promised, and this is how the two
 * are told apart:
 *
 * <ul>
 *   <li>A later segment exists. It is made only after its predecessor was forced to the end:
 *       corrupt.
 *   <li>Behind the place there is a whole record whose {@code position - distance} lies behind it.
 *       When that record was appended, what is missing was durable: corrupt.
 *   <li>Otherwise it is a torn tail. It is cut, and erased before anything new is written.
 * </ul>
 *
 * What is corrupt is refused, with the position; nothing is changed. What no log can tell is a loss
 * within the last flush, behind which nothing was written; the store's checkpoint knows a position
 * that must be there, and it is asked for when the log is opened.
 *
 * <p>This room knows {@code engine.disk} and {@code engine.error}.
 */
package dev.instar.engine.wal;
