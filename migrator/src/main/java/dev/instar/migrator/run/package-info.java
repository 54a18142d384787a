/**
 * Running migrations. {@link dev.instar.migrator.run.Migrations} is the door: begin, resume, abort
 * and contract a migration, and act on one that runs elsewhere. All that has to be known to go on
 * stands in the journal; a runner holds nothing but its {@link dev.instar.migrator.run.Lease}.
 *
 * <p>Knows no SQL. Who carries out the steps, and what throttles them, is given to it.
 */
package dev.instar.migrator.run;
