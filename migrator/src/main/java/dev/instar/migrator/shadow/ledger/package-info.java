/**
 * The books of the shadow pipeline: where every key is. Pure; no threads, no I/O, no clock.
 *
 * <p>{@link dev.instar.migrator.shadow.ledger.KeyLedger} knows of every key whether it is ahead of
 * the copy, in flight in one chunk, pending, being flushed, or settled, and up to which position of
 * the change stream everything is settled (invariants I2, I3, I5). {@link
 * dev.instar.migrator.shadow.ledger.VerificationBook} knows what has been compared and what must be
 * compared again (I7). {@link dev.instar.migrator.shadow.ledger.KeyOrder} compares keys exactly as
 * the server orders them, or says that it cannot.
 *
 * <p>The simulation among this package's tests drives these very classes through random schedules
 * against a small model of a database, and shows that each weaker reading of the invariants loses
 * rows.
 */
package dev.instar.migrator.shadow.ledger;
