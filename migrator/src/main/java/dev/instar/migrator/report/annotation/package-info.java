/**
 * Plans for tools that show findings beside the lines of a file: {@link
 * dev.instar.migrator.report.annotation.SarifReport}, {@link
 * dev.instar.migrator.report.annotation.GithubReport} and {@link
 * dev.instar.migrator.report.annotation.GitlabReport}. All three print the same {@link
 * dev.instar.migrator.report.annotation.Annotation}s; each is given the path of the file, which a
 * plan does not hold.
 */
package dev.instar.migrator.report.annotation;
