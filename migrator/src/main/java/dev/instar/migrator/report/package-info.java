/**
 * Plans for readers. A {@link dev.instar.migrator.report.Report} prints a {@link
 * dev.instar.migrator.plan.Plan} from its records and from nothing else: {@link
 * dev.instar.migrator.report.TextReport} for people, {@link dev.instar.migrator.report.JsonReport}
 * for machines. Pure: no connection, no clock, no terminal; whether to use colour is the caller's
 * to say.
 */
package dev.instar.migrator.report;
