/**
 * A folder of Flyway migrations as input. Flyway finds the versions, decides which are pending and
 * writes its history; each SQL version is carried out by Instar. {@link
 * dev.instar.migrator.flyway.FolderRun} runs a folder, {@link
 * dev.instar.migrator.flyway.PendingVersions} plans one, {@link
 * dev.instar.migrator.flyway.InstarFlyway} does the same for an application that calls Flyway.
 *
 * <p>The way in is Flyway's own: {@link dev.instar.migrator.flyway.VersionResolver} is given as a
 * resolver, with the default ones left out, and asks those itself, so that every version has the
 * name, the description, the type and the checksum that Flyway gives it. Only the executor of SQL
 * is another one. Java migrations and callbacks are Flyway's, untouched.
 *
 * <p>What the history says:
 *
 * <ul>
 *   <li>pending: nothing of the version was done, or it was stopped, or its server, its lock or its
 *       time ran out: the same command again goes on with it;
 *   <li>failed: it is half done, and somebody has to look: {@code flyway repair} removes the row,
 *       and then the same command goes on with it;
 *   <li>success: everything up to CONTRACT is done.
 * </ul>
 */
package dev.instar.migrator.flyway;
