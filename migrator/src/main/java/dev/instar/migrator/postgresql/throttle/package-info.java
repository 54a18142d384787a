/**
 * The load signals of a PostgreSQL server. Entry: {@link
 * dev.instar.migrator.postgresql.throttle.PostgresSignals}, which reads them over one session of
 * its own and opens another when that breaks.
 *
 * <p>Most of them look at other roles' sessions, which takes the role {@code pg_monitor} or a
 * superuser: what is hidden makes the signal unreadable, which the throttle takes for overload.
 */
package dev.instar.migrator.postgresql.throttle;
