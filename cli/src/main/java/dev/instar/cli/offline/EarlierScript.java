package dev.instar.cli.offline;

import dev.instar.cli.input.Script;
import java.nio.file.Path;

/**
 * A script that has run before the one to be planned.
 *
 * @param name what it is called in findings, such as {@code V3__events.sql}
 * @param path where it is
 */
record EarlierScript(String name, Path path) {
  /** Its text; throws as {@link Script#earlier} does. */
  String read() {
    return Script.earlier(path);
  }
}
