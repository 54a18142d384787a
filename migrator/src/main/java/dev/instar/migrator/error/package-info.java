/**
 * What can go wrong: {@link dev.instar.migrator.error.MigrationException} carries a stable {@link
 * dev.instar.migrator.error.ErrorCode}, what happened, and what to do next. Every room may use this
 * one; it uses none.
 */
package dev.instar.migrator.error;
