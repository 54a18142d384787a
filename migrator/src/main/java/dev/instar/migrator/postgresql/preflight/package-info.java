/**
 * What must hold before a plan is run, looked at all at once and before anything is changed: {@link
 * dev.instar.migrator.postgresql.preflight.Preflight}. One class per subject; each reports to
 * {@link dev.instar.migrator.postgresql.preflight.Outcome}, and none of them changes anything that
 * stays.
 */
package dev.instar.migrator.postgresql.preflight;
