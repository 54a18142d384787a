package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Our grammar against PostgreSQL's own: what we take it takes, and what we call malformed it does
 * too.
 *
 * <p>The server parses all of a simple query before it runs the first statement of it. The first
 * one here divides by zero, so that nothing behind it ever runs: SQLSTATE 22012 says that all was
 * understood, 42601 that something was not.
 */
class PostgresGrammarTest {
  private static final int MUTATIONS = Integer.getInteger("instar.grammar.mutations", 2000);

  @Test
  void theScenariosAreTakenAndRefusedAsPostgresDoes() throws SQLException {
    assertThat(disagreements(Mutations.corpus().toList(), SqlParser::parseScript)).isEmpty();
  }

  @Test
  void outlinesAreTakenAndRefusedAsPostgresDoes() throws SQLException {
    assertThat(disagreements(Scenarios.corpus("outlines"), SqlParser::outlineScript)).isEmpty();
    assertThat(disagreements(Mutations.corpus().toList(), SqlParser::outlineScript)).isEmpty();
  }

  @Test
  void mutilatedStatementsAreTakenAndRefusedAsPostgresDoes() throws SQLException {
    // The gate asks the same questions every time; another seed asks others.
    long seed = Long.getLong("instar.seed", 20_261_120L);
    System.out.println("PostgresGrammarTest: -Dinstar.seed=" + seed);
    Mutations mutations = new Mutations(seed);
    List<String> statements = new ArrayList<>();
    for (int i = 0; i < MUTATIONS; i++) {
      statements.add(mutations.next());
    }
    assertThat(disagreements(statements, SqlParser::parseScript)).isEmpty();
  }

  private static List<String> disagreements(
      List<String> statements, Function<String, List<ParsedStatement>> parser) throws SQLException {
    Properties simple = new Properties();
    simple.setProperty("preferQueryMode", "simple");
    List<String> disagreements = new ArrayList<>();
    try (Connection connection =
            PostgresServer.shared(PostgresVersion.V18).connect("postgres", simple);
        Statement jdbc = connection.createStatement()) {
      jdbc.setEscapeProcessing(false);
      for (String sql : statements) {
        String ours = ourVerdict(() -> parser.apply(sql).toString());
        SQLException theirs = theirVerdict(jdbc, sql);
        boolean agree =
            switch (theirs.getSQLState()) {
              case "22012" -> !ours.startsWith("42601") || isLaterCheck(ours);
              case "42601" -> !ours.startsWith("taken");
              default -> true;
            };
        if (!agree) {
          disagreements.add(
              sql + "\n  ours: " + ours + "\n  theirs: " + theirs.getMessage().split("\n")[0]);
        }
      }
    }
    return disagreements;
  }

  private static String ourVerdict(Supplier<String> parse) {
    try {
      return "taken " + parse.get();
    } catch (SqlSyntaxException e) {
      return e.sqlState() + " " + e.getMessage();
    }
  }

  /** What PostgreSQL refuses too, but only once it looks at the table. */
  private static boolean isLaterCheck(String ours) {
    return ours.contains("multiple COLLATE clauses")
        || ours.contains("cannot be marked")
        || ours.contains("must be DEFERRABLE")
        || ours.contains("no constraint stands before it")
        || ours.contains("conflicting constraint properties")
        || ours.contains("DEFAULT is not allowed")
        || ours.contains("INTO is not allowed here")
        || ours.contains("is no role");
  }

  private static SQLException theirVerdict(Statement jdbc, String sql) {
    try {
      jdbc.execute("SELECT 1 / 0;\n" + sql);
    } catch (SQLException e) {
      return e;
    }
    throw new AssertionError("the division by zero before this went well: " + sql);
  }
}
