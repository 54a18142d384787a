/**
 * Plans as comments of a pull request: {@link dev.instar.migrator.report.markdown.MarkdownReport}
 * writes GitHub's Markdown, which GitLab and others read as well.
 */
package dev.instar.migrator.report.markdown;
