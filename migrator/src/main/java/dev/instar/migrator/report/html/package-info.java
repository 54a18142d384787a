/**
 * Plans as a page for people who do not read SQL every day: {@link
 * dev.instar.migrator.report.html.HtmlReport} writes one file that needs nothing else, neither from
 * the network nor a script. Its {@link dev.instar.migrator.report.html.Timeline} says who waits
 * when.
 */
package dev.instar.migrator.report.html;
