package dev.instar.migrator.plan;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The plan of one migration.
 *
 * @param format the version of this structure in JSON, see {@link #FORMAT}
 * @param name the migration's name: its file's, usually
 * @param server what it was planned for, such as {@code PostgreSQL 17.5}
 * @param basis where schema and sizes come from, for the reader: the server's catalog, or earlier
 *     files and a file of statistics
 * @param timeZone the TimeZone that every session of the migration is pinned to
 * @param searchPath the schemas, {@code pg_catalog} among them, in which the names of the script's
 *     own text are looked up; sessions that run such text set exactly this ({@code
 *     Sessions.openForScript})
 * @param fingerprint of the schema it was made for
 * @param statements in the order of the file
 */
public record Plan(
    int format,
    String name,
    String server,
    String basis,
    String timeZone,
    List<String> searchPath,
    String fingerprint,
    List<StatementPlan> statements) {
  /** The version of the structure that this release writes. */
  public static final int FORMAT = 1;

  public Plan {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(basis, "basis");
    Objects.requireNonNull(timeZone, "timeZone");
    searchPath = List.copyOf(searchPath);
    Objects.requireNonNull(fingerprint, "fingerprint");
    statements = List.copyOf(statements);
  }

  /** The same with these statements. */
  public Plan withStatements(List<StatementPlan> others) {
    return new Plan(format, name, server, basis, timeZone, searchPath, fingerprint, others);
  }

  /** The same with each finding changed. */
  public Plan mapFindings(UnaryOperator<Finding> change) {
    return withStatements(
        statements.stream()
            .map(s -> s.withFindings(s.findings().stream().map(change).toList()))
            .toList());
  }

  /** The same, with where schema and sizes come from in these words. */
  public Plan withBasis(String words) {
    return new Plan(format, name, server, words, timeZone, searchPath, fingerprint, statements);
  }

  /**
   * Every step in the order in which they run: CONTRACT last, otherwise as the statements stand.
   */
  public List<Step> steps() {
    return Stream.concat(
            statements.stream()
                .flatMap(s -> s.steps().stream())
                .filter(s -> s.phase() != Phase.CONTRACT),
            statements.stream()
                .flatMap(s -> s.steps().stream())
                .filter(s -> s.phase() == Phase.CONTRACT))
        .toList();
  }
}
