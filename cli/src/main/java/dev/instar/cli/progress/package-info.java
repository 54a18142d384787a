/**
 * A running migration for its onlookers: {@link dev.instar.cli.progress.LiveLine} redraws one line
 * of a terminal, {@link dev.instar.cli.progress.LogLines} writes a line now and then, {@link
 * dev.instar.cli.progress.JsonLines} writes one JSON object for each event. {@link
 * dev.instar.cli.progress.ProgressFormat} chooses, and {@link dev.instar.cli.progress.Tally} adds
 * up what is said at the end.
 */
package dev.instar.cli.progress;
