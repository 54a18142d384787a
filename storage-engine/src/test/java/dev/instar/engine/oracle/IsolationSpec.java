package dev.instar.engine.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What several sessions do, each in its order, and all together in any: a test of PostgreSQL's
 * isolation tester without its list of permutations. A line {@code A: statement} is a step of
 * session A; {@code {a|b}} in it stands for each in turn. Every session begins a transaction before
 * its first step.
 *
 * @param setup what is done before each run
 * @param last what is asked after each run
 * @param serial whether it must be serializable: not where it looks at others' locks
 * @param steps of each session
 */
record IsolationSpec(
    String name, List<String> setup, String last, boolean serial, Map<String, List<String>> steps) {

  /** Reads a file's. */
  static List<IsolationSpec> read(Path file) throws IOException {
    List<String> setup = new ArrayList<>();
    String last = "SELECT 1";
    List<IsolationSpec> specs = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("setup: ")) {
        setup.add(line.substring("setup: ".length()));
      } else if (line.startsWith("final: ")) {
        last = line.substring("final: ".length());
      } else if (line.startsWith("== ")) {
        boolean serial = !line.contains("(not serializable)");
        specs.add(new IsolationSpec(line.substring(3), setup, last, serial, new TreeMap<>()));
      } else if (!line.isBlank() && !line.startsWith("#")) {
        String session = line.substring(0, line.indexOf(':'));
        specs
            .getLast()
            .steps()
            .computeIfAbsent(session, any -> new ArrayList<>())
            .add(line.substring(session.length() + 1).strip());
      }
    }
    return specs;
  }

  /** The specs without alternatives. */
  List<IsolationSpec> expanded() {
    for (Map.Entry<String, List<String>> entry : steps.entrySet()) {
      List<String> all = entry.getValue();
      for (int i = 0; i < all.size(); i++) {
        int open = all.get(i).indexOf('{');
        if (open >= 0) {
          int close = all.get(i).indexOf('}', open);
          List<IsolationSpec> found = new ArrayList<>();
          for (String choice : all.get(i).substring(open + 1, close).split("\\|", -1)) {
            List<String> chosen = new ArrayList<>(all);
            chosen.set(i, all.get(i).substring(0, open) + choice + all.get(i).substring(close + 1));
            Map<String, List<String>> more = new TreeMap<>(steps);
            more.put(entry.getKey(), chosen);
            found.addAll(new IsolationSpec(name, setup, last, serial, more).expanded());
          }
          return found;
        }
      }
    }
    return List.of(this);
  }

  /** All orders of the steps, as the sessions whose turn it is. */
  List<List<String>> orders() {
    List<List<String>> found = new ArrayList<>();
    Map<String, Integer> left = new TreeMap<>();
    steps.forEach((session, all) -> left.put(session, all.size()));
    orders(left, new ArrayList<>(), found);
    return found;
  }

  private static void orders(Map<String, Integer> left, List<String> so, List<List<String>> found) {
    boolean more = false;
    for (Map.Entry<String, Integer> entry : left.entrySet()) {
      if (entry.getValue() > 0) {
        more = true;
        entry.setValue(entry.getValue() - 1);
        so.add(entry.getKey());
        orders(left, so, found);
        so.removeLast();
        entry.setValue(entry.getValue() + 1);
      }
    }
    if (!more) {
      found.add(List.copyOf(so));
    }
  }
}
