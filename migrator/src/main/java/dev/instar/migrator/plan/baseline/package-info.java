/**
 * Findings that a project knows and tolerates: {@link dev.instar.migrator.plan.baseline.Baseline}
 * is a file under version control, which accepts them in a plan. Pure; who reads and writes the
 * file is elsewhere.
 */
package dev.instar.migrator.plan.baseline;
