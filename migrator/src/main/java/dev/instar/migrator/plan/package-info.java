/**
 * Plans as data. A {@link dev.instar.migrator.plan.Plan} says for every statement what it would do
 * if run as it is, and which {@link dev.instar.migrator.plan.Step steps} run instead, each with its
 * phase, locks, work, estimate, undo and reason. Reports print from these records and from nothing
 * else; execution reads the same records. Pure: no connection, no clock.
 */
package dev.instar.migrator.plan;
