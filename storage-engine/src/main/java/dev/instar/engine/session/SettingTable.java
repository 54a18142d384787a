package dev.instar.engine.session;

import dev.instar.engine.session.SettingDefinition.Context;
import dev.instar.engine.session.SettingDefinition.Effect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The settings there are; {@code settings.tsv} beside this class. Thread-safe. */
public final class SettingTable {
  private static final Map<String, SettingDefinition> BY_NAME = load();

  private SettingTable() {}

  private static Map<String, SettingDefinition> load() {
    Map<String, SettingDefinition> table = new LinkedHashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                SettingTable.class.getResourceAsStream("settings.tsv"), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(SettingTable::definition)
          .forEach(setting -> table.put(folded(setting.name()), setting));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(table);
  }

  private static SettingDefinition definition(String line) {
    String[] columns = line.split("\t", -1);
    return new SettingDefinition(
        columns[0],
        SettingDefinition.Type.valueOf(columns[1].toUpperCase(Locale.ROOT)),
        columns[2],
        columns[3],
        columns[4],
        columns[5],
        columns[6].isEmpty() ? List.of() : List.of(columns[6].split(",", -1)),
        Context.valueOf(columns[7].toUpperCase(Locale.ROOT).replace('-', '_')),
        switch (columns[8]) {
          case "acts" -> Effect.ACTS;
          case "only" -> Effect.ONLY_INITIAL;
          default -> Effect.NONE;
        },
        columns[9].equals("t"));
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** By name, in any spelling. */
  public static Optional<SettingDefinition> find(String name) {
    return Optional.ofNullable(BY_NAME.get(folded(name)));
  }

  /** All, by name. */
  public static Collection<SettingDefinition> all() {
    return BY_NAME.values();
  }
}
