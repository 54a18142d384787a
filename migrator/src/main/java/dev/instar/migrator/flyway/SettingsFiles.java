package dev.instar.migrator.flyway;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.configuration.ConfigUtils;

/** Flyway's files of settings. Flyway reads those of its old form; TOML is not in its core. */
final class SettingsFiles {
  /** What is ours to say, and what only Flyway's own command line knows. */
  static final Set<String> NOT_THEIRS =
      Set.of(
          ConfigUtils.URL,
          ConfigUtils.USER,
          ConfigUtils.PASSWORD,
          ConfigUtils.DRIVER,
          ConfigUtils.CONFIG_FILES,
          ConfigUtils.CONFIG_FILE_ENCODING,
          ConfigUtils.JAR_DIRS,
          ConfigUtils.OUTPUT_TYPE,
          ConfigUtils.RESOLVERS,
          ConfigUtils.SKIP_DEFAULT_RESOLVERS,
          SettingsFiles.ENVIRONMENT);

  private static final String ENVIRONMENT = "flyway.environment";

  /** The tables below {@code flyway} that its core knows. */
  private static final Set<String> TABLES = Set.of("placeholders", "jdbcProperties", "postgresql");

  /** What an environment says beside its connection. */
  private static final Set<String> OF_ENVIRONMENTS =
      Set.of("schemas", "defaultSchema", "initSql", "jdbcProperties", "flyway");

  private SettingsFiles() {}

  /**
   * @param above what is said elsewhere: which files, and which environment of them
   */
  static Map<String, String> read(Path directory, Map<String, String> above) {
    Map<String, String> settings = new HashMap<>();
    for (Path file : files(directory, above)) {
      settings.putAll(file.toString().endsWith(".toml") ? toml(file, above) : conf(file, above));
    }
    return settings;
  }

  private static List<Path> files(Path directory, Map<String, String> above) {
    List<Path> named = paths(directory, above.get(ConfigUtils.CONFIG_FILES));
    if (!named.isEmpty()) {
      return named;
    }
    List<Path> toml = existing(directory, "flyway.toml", "flyway.user.toml");
    return toml.isEmpty() ? existing(directory, ConfigUtils.CONFIG_FILE_NAME) : toml;
  }

  private static List<Path> existing(Path directory, String... names) {
    return Stream.of(names).map(directory::resolve).filter(Files::exists).toList();
  }

  private static List<Path> paths(Path directory, String list) {
    return list == null
        ? List.of()
        : Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .map(directory::resolve)
            .toList();
  }

  private static Map<String, String> conf(Path file, Map<String, String> above) {
    try {
      return ConfigUtils.loadConfigurationFile(
          file.toFile(), above.getOrDefault(ConfigUtils.CONFIG_FILE_ENCODING, "UTF-8"), true);
    } catch (FlywayException e) {
      throw unreadable(file, e);
    }
  }

  private static Map<String, String> toml(Path file, Map<String, String> above) {
    JsonNode root;
    try {
      root = new TomlMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    Map<String, String> settings = new HashMap<>();
    JsonNode flyway = root.path("flyway");
    flatten(flyway, settings);
    String environment =
        above.getOrDefault(ENVIRONMENT, flyway.path("environment").asText("default"));
    JsonNode chosen = root.path("environments").path(environment);
    for (Map.Entry<String, JsonNode> entry : chosen.properties()) {
      if (entry.getKey().equals("flyway")) {
        flatten(entry.getValue(), settings);
      } else if (OF_ENVIRONMENTS.contains(entry.getKey())) {
        put("flyway." + entry.getKey(), entry.getValue(), settings);
      }
    }
    return settings;
  }

  private static void flatten(JsonNode flyway, Map<String, String> settings) {
    for (Map.Entry<String, JsonNode> entry : flyway.properties()) {
      if (!entry.getValue().isObject() || TABLES.contains(entry.getKey())) {
        put("flyway." + entry.getKey(), entry.getValue(), settings);
      }
    }
  }

  private static void put(String name, JsonNode value, Map<String, String> settings) {
    if (value.isObject()) {
      value.properties().forEach(e -> put(name + "." + e.getKey(), e.getValue(), settings));
    } else if (value.isArray()) {
      List<String> elements = new ArrayList<>();
      value.forEach(element -> elements.add(element.asText()));
      settings.put(name, String.join(",", elements));
    } else {
      settings.put(name, value.asText());
    }
  }

  /** With the archives of {@code flyway.jarDirs}, where there are any. */
  static ClassLoader classes(Path directory, Map<String, String> settings) {
    ClassLoader ours = FlywaySettings.class.getClassLoader();
    List<Path> directories = paths(directory, settings.get(ConfigUtils.JAR_DIRS));
    List<URL> archives = new ArrayList<>();
    for (Path jars : directories) {
      try (Stream<Path> files = Files.list(jars)) {
        for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
          archives.add(url(jar));
        }
      } catch (IOException e) {
        throw unreadable(jars, e);
      }
    }
    return archives.isEmpty() ? ours : new URLClassLoader(archives.toArray(URL[]::new), ours);
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  private static MigrationException unreadable(Path file, Exception e) {
    String reason = e instanceof JacksonException json ? json.getOriginalMessage() : e.getMessage();
    return new MigrationException(
        ErrorCode.USAGE, "cannot read " + file + ": " + reason, "Check its path and its text.", e);
  }
}
