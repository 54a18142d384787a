package dev.instar.migrator.postgresql.shape;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A SQL script of the tests' resources, for one major version, with its parameters filled in. */
final class Script {
  private static final Pattern SECTION =
      Pattern.compile("^-- versions (\\d+) to (\\d+)$", Pattern.MULTILINE);

  private Script() {}

  static String read(String name, int major, Map<String, String> parameters) {
    try (InputStream resource = Script.class.getResourceAsStream(name)) {
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      // A section ends with its paragraph, or where the next one begins.
      String chosen =
          Arrays.stream(text.split("\n\n|(?=\n-- versions )"))
              .filter(section -> isFor(major, section))
              .collect(Collectors.joining("\n\n"));
      for (Map.Entry<String, String> parameter : parameters.entrySet()) {
        chosen = chosen.replace("${" + parameter.getKey() + "}", parameter.getValue());
      }
      return chosen;
    } catch (IOException e) {
      throw new IllegalStateException("no script " + name, e);
    }
  }

  private static boolean isFor(int major, String section) {
    Matcher versions = SECTION.matcher(section.strip());
    return !versions.lookingAt()
        || (major >= Integer.parseInt(versions.group(1))
            && major <= Integer.parseInt(versions.group(2)));
  }
}
