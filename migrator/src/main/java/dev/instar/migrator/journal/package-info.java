/**
 * State in the target: schema {@code instar}, made and migrated by Flyway ({@link
 * dev.instar.migrator.journal.JournalSchema}), read and written through {@link
 * dev.instar.migrator.journal.Journal}. Any host can resume from it. It holds no secrets.
 *
 * <p>I10: every transaction that changes data begins with {@link
 * dev.instar.migrator.journal.EpochGuard}; {@link dev.instar.migrator.journal.Takeover} is the
 * other side of it.
 */
package dev.instar.migrator.journal;
