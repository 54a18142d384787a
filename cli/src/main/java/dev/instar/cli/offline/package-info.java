/**
 * Planning without a server. {@link dev.instar.cli.offline.MigrationFolder} knows which files of a
 * folder have run before the one to be planned, {@link dev.instar.cli.offline.StandIn} is a bundled
 * database in memory in which they are replayed, and {@link dev.instar.cli.offline.SizesFile} keeps
 * the tables' sizes, which no file of statements tells. The plan itself is made as on a server.
 */
package dev.instar.cli.offline;
