/**
 * Plans for readers. A {@link dev.instar.migrator.report.Report} prints a {@link
 * dev.instar.migrator.plan.Plan} from its records and from nothing else: {@link
 * dev.instar.migrator.report.TextReport} for people, {@link dev.instar.migrator.report.JsonReport}
 * for programs; other forms have rooms of their own, which share the words ({@link
 * dev.instar.migrator.report.Wording}) and the sums ({@link dev.instar.migrator.report.Totals}).
 * Pure: no connection, no clock, no terminal; whether to use colour is the caller's to say.
 */
package dev.instar.migrator.report;
