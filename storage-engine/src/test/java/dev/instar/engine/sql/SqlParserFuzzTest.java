package dev.instar.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever the text: the parser returns, or throws its own exception with a place in the text. */
class SqlParserFuzzTest {
  private static final int ROUNDS = 10_000;
  private static final Duration NO_HANG = Duration.ofSeconds(60);

  private final long seed = Long.getLong("instar.seed", System.nanoTime());

  @Test
  void wrongTokensAreAnsweredOrRefused() {
    rounds(new Mutations(seed)::next);
  }

  @Test
  void wrongCharactersAreAnsweredOrRefused() {
    Random random = new Random(seed);
    List<String> corpus = Mutations.corpus().toList();
    String alphabet = String.join("", corpus) + "\0\u00a0\ud83d\ude00\\'\"$/*-";
    rounds(
        () -> {
          StringBuilder text = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
          for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            char c = alphabet.charAt(random.nextInt(alphabet.length()));
            if (at == text.length() || random.nextBoolean()) {
              text.insert(at, c);
            } else if (random.nextBoolean()) {
              text.setCharAt(at, c);
            } else {
              text.setLength(at);
            }
          }
          return text.toString();
        });
  }

  private interface Texts {
    String next();
  }

  private void rounds(Texts texts) {
    System.out.println("SqlParserFuzzTest: -Dinstar.seed=" + seed);
    assertTimeoutPreemptively(
        NO_HANG,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            String text = texts.next();
            try {
              check(text, SqlParser::parseScript);
              check(text, SqlParser::outlineScript);
              check(text, SqlParser::parseExpression);
            } catch (RuntimeException | Error e) {
              throw new AssertionError("seed " + seed + ", round " + round + ": " + text, e);
            }
          }
        });
  }

  private static void check(String text, Consumer<String> parse) {
    try {
      parse.accept(text);
    } catch (SqlSyntaxException e) {
      assertThat(e.sqlState()).isIn("42601", "42622", "0A000");
      assertThat(e.offset()).isBetween(0, text.length());
      assertThat(e.line()).isPositive();
      assertThat(e.column()).isPositive();
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void nestingIsRefusedBeforeTheStackEnds() {
    for (String opening :
        List.of("(", "- ", "NOT ", "f(", "CASE WHEN ", "ARRAY[", "a + (", "((SELECT 1) + ", "a[")) {
      assertRefused(opening.repeat(100_000), "nesting");
      assertRefused(opening.repeat(100_000) + "1", "nesting");
    }
    assertRefused("ARRAY[" + "[".repeat(100_000), "nesting");
    assertRefused("a::" + "t(".repeat(100_000), "nesting");
    check("/*".repeat(100_000), SqlParser::parseScript);
    check("(".repeat(100_000) + "SELECT", SqlParser::parseExpression);
  }

  @Test
  void chainsAreRefusedBeforePrintingThemEndsTheStack() throws Exception {
    assertRefused("1" + " + 1".repeat(100_000), "deeper");
    assertRefused("a" + "::int".repeat(100_000), "deeper");
    assertRefused("a" + "[1]".repeat(100_000), "deeper");
    SqlFragment deepest = SqlParser.parseExpression("1" + " + 1".repeat(900));
    FutureTask<String> printing =
        new FutureTask<>(
            () -> {
              assertThat(deepest.hashCode()).isEqualTo(deepest.hashCode());
              return deepest.toString();
            });
    Thread.ofPlatform().start(printing);
    assertThat(printing.get()).contains("Binary[");
    assertThat(SqlParser.parseExpression("f(1" + ", 1".repeat(100_000) + ")").tree())
        .isInstanceOf(Expression.FunctionCall.class);
  }

  private static void assertRefused(String expression, String why) {
    try {
      SqlParser.parseExpression(expression);
    } catch (SqlSyntaxException e) {
      assertThat(e.sqlState()).isEqualTo("0A000");
      assertThat(e).hasMessageContaining(why);
      return;
    }
    throw new AssertionError("taken: " + expression.substring(0, 20) + "…");
  }
}
