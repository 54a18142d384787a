package dev.instar.cli.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.cli.migration.CommandLine.Result;
import dev.instar.engine.oracle.PostgresServer;
import dev.instar.engine.oracle.PostgresVersion;
import dev.instar.engine.oracle.SharedDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One plan, in as many forms as are asked for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportsTest {
  /** How each form begins. */
  private static final Map<String, String> FORMS =
      Map.of(
          "text", "Plan of index\n",
          "json", "{\n  \"format\" : 1,",
          "markdown", "## Migration plan: index\n",
          "html", "<!DOCTYPE html>\n",
          "sarif", "{\n  \"$schema\" : ",
          "github", "::error file=",
          "gitlab", "[ {\n  \"description\" : ");

  private Path directory;
  private SharedDatabase database;
  private CommandLine instar;

  @BeforeAll
  void prepare(@TempDir Path scripts) throws SQLException, IOException {
    directory = scripts;
    database = PostgresServer.shared(PostgresVersion.V17).createDatabase();
    instar = CommandLine.ofSuperuser(database);
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE orders (id int PRIMARY KEY, note text, password text)");
      statement.execute("CREATE TABLE log (id int)");
    }
    script("index.sql", "CREATE INDEX ON orders (note)");
    script("check.sql", "ALTER TABLE orders ADD CHECK (password <> 'a' OR password = 'hunter2')");
    script("keyless.sql", "ALTER TABLE log ALTER COLUMN id TYPE bigint");
  }

  @AfterAll
  void dropDatabase() throws SQLException {
    database.close();
  }

  @ParameterizedTest
  @CsvSource({"text", "json", "markdown", "html", "sarif", "github", "gitlab", "GitHub"})
  void aFormGoesToStandardOutput(String form) {
    assertThat(instar.done("plan", "--format", form, file("index.sql")))
        .startsWith(FORMS.get(form.toLowerCase(Locale.ROOT)));
  }

  @Test
  void oneRunWritesSeveral() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("plan", file("index.sql")));
    for (String form : FORMS.keySet()) {
      arguments.add("--report");
      arguments.add(form + "=" + directory.resolve("index." + form));
    }
    String output = instar.done(arguments.toArray(String[]::new));
    assertThat(output).startsWith(FORMS.get("text"));
    for (Map.Entry<String, String> form : FORMS.entrySet()) {
      assertThat(read("index." + form.getKey())).as(form.getKey()).startsWith(form.getValue());
    }
    assertThat(read("index.text")).isEqualTo(output);
    for (String form : List.of("sarif", "github", "gitlab")) {
      assertThat(read("index." + form)).as(form).contains(directory + "/index.sql");
    }
  }

  @Test
  void aRefusalIsReportedToo() throws IOException {
    Result result = instar.run("plan", "--report", report("sarif"), file("keyless.sql"));
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(read("out.sarif")).contains("\"ruleId\" : \"NO_USABLE_KEY\"");
  }

  @Test
  void noFormRepeatsAPassword() {
    for (String form : FORMS.keySet()) {
      assertThat(instar.done("plan", "--format", form, file("check.sql")))
          .as(form)
          .doesNotContain("hunter2");
    }
  }

  @ParameterizedTest(name = "--report {0}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          html                               | USAGE       | 'html' is not FORMAT=FILE
          html=                              | USAGE       | 'html=' is not FORMAT=FILE
          pdf=x                              | USAGE       | 'pdf' is none of text, json
          html=-                             | USAGE       | --format goes to standard output
          html=DIR/index.sql                 | USAGE       | the script DIR/index.sql would be written over
          html=DIR/a --report json=DIR/./a   | USAGE       | DIR/./a would be written twice
          html=DIR/none/a                    | OUTPUT_LOST | there is no directory for it
          html=DIR                           | OUTPUT_LOST | Is a directory
          """)
  void whatCannotBeWrittenIsSaid(String option, String code, String message) {
    List<String> arguments = new ArrayList<>(List.of("plan", file("index.sql"), "--report"));
    arguments.addAll(List.of(option.replace("DIR", directory.toString()).split(" ")));
    Result result = instar.run(arguments.toArray(String[]::new));
    assertThat(result.error())
        .startsWith("error [" + code + "]: ")
        .contains(message.replace("DIR", directory.toString()));
    assertThat(result.exitCode()).isEqualTo(code.equals("USAGE") ? 2 : 1);
  }

  @Test
  void theSchemaOfPlansIsPrinted() {
    assertThat(instar.done("schema")).startsWith("{\n").contains("\"$id\": \"urn:instar:plan:1\"");
  }

  private String report(String form) {
    return form + "=" + directory.resolve("out." + form);
  }

  private String read(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private void script(String name, String sql) throws IOException {
    Files.writeString(directory.resolve(name), sql);
  }
}
