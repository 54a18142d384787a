package dev.instar.migrator.postgresql.form;

import dev.instar.migrator.schema.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A statement of a form, from the file of examples.
 *
 * @param given statements that make what it is about
 * @param from the lowest major version that has all of it
 * @param form the form's id
 * @param roles which relations play which role
 * @param fails the SQLSTATE with which the server refuses it, if it does
 * @param sql the statement, or several
 */
record Example(
    String given,
    int from,
    String form,
    Map<Role, List<TableName>> roles,
    Optional<String> fails,
    String sql) {
  private static final Path FILE =
      Path.of("src/test/resources/dev/instar/migrator/postgresql/form/examples.txt");

  Example {
    roles = Map.copyOf(roles);
  }

  static List<Example> all() {
    String text;
    try {
      text = Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Example> examples = new ArrayList<>();
    String given = "";
    int from = 14;
    for (String block : text.split("(?m)^## ")) {
      String[] parts = block.strip().split("\n", 2);
      if (parts[0].startsWith("given")) {
        given = parts[1];
        from = parts[0].equals("given") ? 14 : Integer.parseInt(parts[0].substring(11));
      } else if (!parts[0].startsWith("#")) {
        examples.add(of(given, from, parts[0].split(" "), parts[1]));
      }
    }
    return examples;
  }

  private static Example of(String given, int from, String[] head, String sql) {
    Map<Role, List<TableName>> roles = new EnumMap<>(Role.class);
    Optional<String> fails = Optional.empty();
    for (int i = 1; i < head.length; i++) {
      String[] pair = head[i].split("=");
      if (pair[0].equals("fails")) {
        fails = Optional.of(pair[1]);
      } else {
        roles.put(
            Role.valueOf(pair[0].toUpperCase(Locale.ROOT)),
            Arrays.stream(pair[1].split(",")).map(n -> new TableName("public", n)).toList());
      }
    }
    return new Example(given, from, head[0], roles, fails, sql);
  }

  /** The form's row for a version that has both; empty for others. */
  Optional<Form> on(int major) {
    return Optional.of(Forms.get(form, major)).filter(f -> from <= major && f.on(major));
  }

  @Override
  public String toString() {
    return form + ": " + sql.replace('\n', ' ');
  }
}
