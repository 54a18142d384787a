/**
 * What a running migration tells its onlooker: {@link dev.instar.migrator.progress.Progress} takes
 * {@link dev.instar.migrator.progress.ProgressEvent events}; the command line draws them.
 */
package dev.instar.migrator.progress;
