package dev.instar.engine.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Statements of several sessions in an order, and what came of each. A line is
 *
 * <pre>
 *   2: lock table t in share mode -> waits for 1
 *   1: commit                     -> ok, then 2: ok
 * </pre>
 *
 * with session, statement, what it came to, and whose waiting it ended.
 */
final class LockScript {
  private static final Pattern LINE = Pattern.compile("(\\d): (.*?)(?: *->.*)?");

  private LockScript() {}

  /** Runs the statements of the lines, and returns the lines with what came of them. */
  static List<String> run(List<String> lines, LockSessions sessions) {
    List<String> trace = new ArrayList<>();
    Set<Integer> waiting = new TreeSet<>();
    int width = lines.stream().mapToInt(line -> statementOf(line).length()).max().orElse(0);
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        trace.add(line);
        continue;
      }
      int session = Integer.parseInt(matcher.group(1));
      String said = step(sessions, session, matcher.group(2), waiting);
      trace.add(("%-" + width + "s -> %s").formatted(statementOf(line), said));
    }
    return trace;
  }

  static String step(LockSessions sessions, int session, String statement, Set<Integer> waiting) {
    if (waiting.contains(session)) {
      throw new IllegalArgumentException(session + " still waits and cannot " + statement);
    }
    sessions.submit(session, statement);
    sessions.settle();
    StringBuilder said = new StringBuilder(outcome(sessions, session, waiting));
    for (int other : List.copyOf(waiting)) {
      if (other != session) {
        Optional<String> outcome = sessions.outcome(other);
        if (outcome.isPresent()) {
          waiting.remove(other);
          said.append(", then ").append(other).append(": ").append(outcome.get());
        }
      }
    }
    return said.toString();
  }

  private static String outcome(LockSessions sessions, int session, Set<Integer> waiting) {
    Optional<String> outcome = sessions.outcome(session);
    if (outcome.isPresent()) {
      return outcome.get();
    }
    waiting.add(session);
    return "waits for "
        + sessions.blockers(session).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
  }

  private static String statementOf(String line) {
    Matcher matcher = LINE.matcher(line);
    return matcher.matches() ? matcher.group(1) + ": " + matcher.group(2) : "";
  }

  /** With what differs from server to server taken out of an error's detail. */
  static List<String> normalized(List<String> trace, Map<Integer, Integer> pids) {
    return trace.stream().map(line -> normalized(line, pids)).toList();
  }

  private static String normalized(String line, Map<Integer, Integer> pids) {
    return Pattern.compile("([Pp]rocess) (\\d+)")
        .matcher(line)
        .replaceAll(
            match -> {
              int pid = Integer.parseInt(match.group(2));
              return match.group(1) + " " + pids.getOrDefault(pid, pid);
            })
        .replaceAll("transaction \\d+", "transaction X")
        .replaceAll("relation \\d+ of database \\d+", "relation R of database D")
        .replaceAll("advisory lock \\[\\d+,", "advisory lock [D,")
        .replace("\n", " ");
  }
}
