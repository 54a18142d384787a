package dev.instar.migrator.postgresql.form;

import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table of statement forms. Its columns, separated by tabs:
 *
 * <pre>
 * id   from  to  locks                                                   work  autonomous  title  recipe
 * add-foreign-key  14  18  table=SHARE ROW EXCLUSIVE; parent=SHARE ROW EXCLUSIVE  SCAN  …
 * </pre>
 *
 * Lines that begin with {@code #} are headings. Immutable.
 */
public final class Forms {
  private static final List<Form> ALL = read();

  private Forms() {}

  /** Every row, in the order of the file. */
  public static List<Form> all() {
    return ALL;
  }

  /**
   * What a form does on a major version: its row for that version, or else for the one nearest to
   * it, for servers that are newer than the table.
   *
   * @throws IllegalArgumentException if there is no such form
   */
  public static Form get(String id, int major) {
    return ALL.stream()
        .filter(form -> form.id().equals(id))
        .min(Comparator.comparingInt(form -> form.away(major)))
        .orElseThrow(() -> new IllegalArgumentException("no form " + id));
  }

  private static List<Form> read() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Forms.class.getResourceAsStream("forms.tsv"), StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .skip(1)
          .filter(line -> !line.startsWith("#"))
          .map(line -> form(line.split("\t", -1)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Form form(String[] fields) {
    return new Form(
        fields[0],
        Integer.parseInt(fields[1]),
        Integer.parseInt(fields[2]),
        locks(fields[3]),
        Work.valueOf(fields[4]),
        fields[5].equals("autonomous"),
        fields[6],
        fields[7]);
  }

  private static Map<Role, LockMode> locks(String field) {
    Map<Role, LockMode> locks = new EnumMap<>(Role.class);
    Arrays.stream(field.split("; "))
        .filter(claim -> !claim.isEmpty())
        .map(claim -> claim.split("="))
        .forEach(
            claim ->
                locks.put(
                    Role.valueOf(claim[0].toUpperCase(Locale.ROOT)),
                    LockMode.valueOf(claim[1].replace(' ', '_'))));
    return locks;
  }
}
