package dev.instar.migrator.shadow.ledger;

/**
 * A piece of work that writes to the shadow in one transaction, and keys that nobody else may write
 * until its outcome is known (I3). Compared by identity.
 */
public sealed interface InFlight permits Chunk, Batch {}
