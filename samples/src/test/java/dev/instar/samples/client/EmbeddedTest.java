package dev.instar.samples.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.engine.BundledDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The README's example of an embedded database compiles and does what it says. */
class EmbeddedTest {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @Test
  void ordersAreCounted() throws Exception {
    try (BundledDatabase db = BundledDatabase.inMemory();
        Connection connection =
            DriverManager.getConnection(db.jdbcUrl(), db.user(), db.password());
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id bigserial PRIMARY KEY, note text)");
      statement.execute("INSERT INTO orders (note) VALUES ('one'), ('two')");
      try (ResultSet result = statement.executeQuery("SELECT count(*) FROM orders")) {
        result.next();
        assertThat(result.getLong(1)).isEqualTo(2);
      }
    }
  }

  @Test
  void theReadmeShowsThisCode() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String here =
        Files.readString(Path.of("src/test/java/dev/instar/samples/client/EmbeddedTest.java"));
    assertThat(
            EXAMPLE
                .matcher(readme)
                .results()
                .map(example -> example.group(1))
                .filter(example -> example.contains("BundledDatabase"))
                .map(EmbeddedTest::words))
        .hasSize(1)
        .allSatisfy(example -> assertThat(words(here)).contains(example));
  }

  /** However it is indented and broken into lines. */
  private static String words(String code) {
    return code.replaceAll("\\s+", "");
  }
}
