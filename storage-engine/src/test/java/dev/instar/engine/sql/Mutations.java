package dev.instar.engine.sql;

import dev.instar.engine.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Statements like those of the scenario files, with a few tokens wrong. */
final class Mutations {
  private final Random random;
  private final List<List<String>> statements;
  private final List<String> tokens;

  Mutations(long seed) {
    random = new Random(seed);
    statements = corpus().map(Mutations::tokensOf).filter(list -> !list.isEmpty()).toList();
    tokens = statements.stream().flatMap(List::stream).toList();
  }

  /** The scenario files' statements one by one, and their expressions as a column's default. */
  static Stream<String> corpus() {
    Stream<String> scripts = Scenarios.corpus("statements").stream();
    Stream<String> expressions =
        Scenarios.corpus("expressions").stream().map("ALTER TABLE t ALTER a SET DEFAULT "::concat);
    return Stream.concat(scripts.flatMap(Mutations::statementsOf), expressions);
  }

  private static Stream<String> statementsOf(String script) {
    try {
      return SqlParser.parseScript(script).stream().map(ParsedStatement::text);
    } catch (SqlSyntaxException e) {
      return Stream.of(script);
    }
  }

  private static List<String> tokensOf(String sql) {
    List<String> texts = new ArrayList<>();
    Lexer lexer = new Lexer(new SourceText(sql));
    try {
      for (Token token = lexer.next(); token.kind() != Kind.END; token = lexer.next()) {
        texts.add(token.span().of(sql));
      }
    } catch (SqlSyntaxException e) {
      // What the lexer refuses has its own scenarios.
      return List.of();
    }
    return texts;
  }

  /** The next statement: the tokens of one, after one to three changes. */
  String next() {
    List<String> changed = new ArrayList<>(statements.get(random.nextInt(statements.size())));
    for (int i = random.nextInt(3); i >= 0 && !changed.isEmpty(); i--) {
      change(changed);
    }
    StringBuilder sql = new StringBuilder();
    for (String token : changed) {
      sql.append(token).append(separator());
    }
    return sql.toString();
  }

  private String separator() {
    return switch (random.nextInt(40)) {
      case 0 -> "";
      case 1 -> "\n\t";
      case 2 -> "/* a /* b */ */";
      case 3 -> "-- c\n";
      default -> " ";
    };
  }

  private void change(List<String> changed) {
    int at = random.nextInt(changed.size());
    switch (random.nextInt(5)) {
      case 0 -> changed.remove(at);
      case 1 -> changed.add(at, changed.get(random.nextInt(changed.size())));
      case 2 -> changed.set(at, tokens.get(random.nextInt(tokens.size())));
      case 3 -> changed.add(at, tokens.get(random.nextInt(tokens.size())));
      default -> {
        String moved = changed.remove(at);
        changed.add(random.nextInt(changed.size() + 1), moved);
      }
    }
  }
}
