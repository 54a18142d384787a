package dev.instar.engine.store;

import dev.instar.engine.txn.VersionStamps;

/**
 * A version of a row. Immutable. Which versions a snapshot sees is not this room's business.
 *
 * @param number the position in the log of the change that made it: a newer version of a row has a
 *     larger number, and no version ever has one again
 * @param createdBy the transaction
 * @param createdCommand its command
 * @param deletedBy the transaction that deleted or replaced it; 0 if none did. It may have been
 *     rolled back; the next one that deletes the version puts its own id here
 * @param deletedCommand its command
 * @param payload the row's values, as the caller encodes them; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // A payload is handed through; versions are not compared.
public record RowVersion(
    long number,
    long createdBy,
    int createdCommand,
    long deletedBy,
    int deletedCommand,
    byte[] payload)
    implements VersionStamps {

  RowVersion deleted(long transaction, int command) {
    return new RowVersion(number, createdBy, createdCommand, transaction, command, payload);
  }
}
