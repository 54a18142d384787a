/**
 * Pages about codes in a terminal: {@link dev.instar.cli.explain.MarkdownText} lays Markdown out as
 * text.
 */
package dev.instar.cli.explain;
