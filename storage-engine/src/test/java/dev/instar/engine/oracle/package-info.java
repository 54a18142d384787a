/**
 * Real PostgreSQL servers, 14 to 18, as oracles: what the bundled engine must agree with, and what
 * the migrator is tried on.
 *
 * <p>Entry: {@link dev.instar.engine.oracle.PostgresServer}. Nothing needs to be installed: the
 * build copies the servers' archives to {@code target/servers}, from where they are unpacked once
 * per machine and user. Used by the tests of every module and, at run time, by the {@code demo} and
 * {@code bench} commands; so this room knows no test framework.
 */
package dev.instar.engine.oracle;
