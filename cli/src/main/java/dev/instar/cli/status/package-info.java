/**
 * How a migration stands, for people ({@link dev.instar.cli.status.TextStatus}) and for machines
 * ({@link dev.instar.cli.status.JsonStatus}). Pure.
 */
package dev.instar.cli.status;
