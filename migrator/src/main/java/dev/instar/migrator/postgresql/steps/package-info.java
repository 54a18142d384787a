/**
 * Carries out the steps of a plan on PostgreSQL, all kinds but the rebuild: {@link
 * dev.instar.migrator.postgresql.steps.PostgresSteps} is the door. Every step can be begun again
 * after a crash: what is one transaction carries its mark in the journal with it, and what is not
 * looks at the catalog first (I10).
 */
package dev.instar.migrator.postgresql.steps;
