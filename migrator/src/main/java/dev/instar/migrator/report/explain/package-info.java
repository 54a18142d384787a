/**
 * What the codes of findings and refusals mean: the pages of {@code docs/findings}, which are
 * resources here. {@link dev.instar.migrator.report.explain.Explanation} is a page.
 */
package dev.instar.migrator.report.explain;
