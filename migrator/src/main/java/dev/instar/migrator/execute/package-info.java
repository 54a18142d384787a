/**
 * The contract between a plan's execution and those who can carry out one kind of step: {@link
 * dev.instar.migrator.execute.StepExecutor}, and the {@link
 * dev.instar.migrator.execute.StepContext} it gets. Interfaces and records only.
 */
package dev.instar.migrator.execute;
