/**
 * Tables at work: rows and index keys as bytes, scans that give what a snapshot sees, and the one
 * way in which a row is inserted, updated, deleted or locked.
 *
 * <p>The rules by which writers of a row exclude each other are in {@link
 * dev.instar.engine.lock.RowLocks}; which version of a row is seen is decided by {@link
 * dev.instar.engine.txn.Visibility}. This room puts them together with the store.
 */
package dev.instar.engine.table;
