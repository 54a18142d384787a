/**
 * What a statement runs in: its session's transaction, snapshot, catalog, locks and settings, as
 * far as rooms below the session may ask for them.
 */
package dev.instar.engine.statement;
