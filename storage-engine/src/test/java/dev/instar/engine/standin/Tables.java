package dev.instar.engine.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lists of two columns, separated by a tab; lines that begin with # and empty ones are comments.
 */
final class Tables {
  private Tables() {}

  /** All resources of that name together, in their order. */
  static Map<String, String> read(String resource) {
    try {
      Map<String, String> rows = new LinkedHashMap<>();
      for (URL url : Collections.list(Tables.class.getClassLoader().getResources(resource))) {
        for (String line : lines(url)) {
          String[] columns = line.split("\t", -1);
          if (columns.length != 2 || rows.put(columns[0], columns[1]) != null) {
            throw new IllegalStateException(resource + ": not a new pair: " + line);
          }
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(URL url) throws IOException {
    try (InputStream in = url.openStream()) {
      List<String> lines = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        if (!line.isBlank() && !line.startsWith("#")) {
          lines.add(line);
        }
      }
      return lines;
    }
  }
}
