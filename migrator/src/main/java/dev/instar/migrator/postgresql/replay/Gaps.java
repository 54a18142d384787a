package dev.instar.migrator.postgresql.replay;

import dev.instar.engine.sql.QualifiedName;
import dev.instar.engine.sql.SqlParser;
import dev.instar.engine.sql.StatementText;
import dev.instar.migrator.postgresql.plan.Unreplayed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The statements that were not carried out, as far as they still matter: what was dropped since, or
 * made anew, is forgotten. For one thread.
 */
final class Gaps {
  /** Code without one of these changes rows alone. */
  private static final Pattern DEFINES =
      Pattern.compile("\\b(create|alter|drop|execute)\\b", Pattern.CASE_INSENSITIVE);

  /** With one of these words a statement makes a table part of another, which it changes too. */
  private static final Set<String> FAMILY =
      Set.of("attach", "detach", "inherit", "inherits", "partition");

  /** What is not there cannot be dropped, and need not be. */
  private static final Set<String> NOT_THERE = Set.of("42P01", "42704", "42883", "3F000", "42703");

  /** What a stand-in without them says of triggers, functions and the like. */
  private static final String UNSUPPORTED = "0A000";

  private final List<Gap> gaps = new ArrayList<>();

  private record Gap(
      List<Subject> subjects, String place, String reason, Set<QualifiedName> names) {
    Unreplayed.Kind kind() {
      if (subjects.isEmpty() || names.stream().anyMatch(n -> FAMILY.contains(n.name()))) {
        return Unreplayed.Kind.CHANGES;
      }
      return subjects.getFirst().kind().equals("extension")
          ? Unreplayed.Kind.BRINGS
          : Unreplayed.Kind.HANGS_ON;
    }
  }

  List<Unreplayed> all() {
    return gaps.stream()
        .map(
            gap ->
                new Unreplayed(
                    gap.place(),
                    gap.reason(),
                    gap.names(),
                    gap.kind(),
                    gap.subjects().stream().map(Subject::name).collect(Collectors.toSet())))
        .toList();
  }

  /** The statement was carried out. */
  void done(StatementText statement) {
    List<String> words = statement.beginning();
    List<Subject> subjects = Subject.of(words);
    switch (words.getFirst()) {
      case "drop" -> forget(subjects);
      case "create" -> {
        if (!words.contains("exists")) {
          forget(subjects);
        }
      }
      case "alter" -> renamed(words, subjects);
      default -> {
        // Defines nothing.
      }
    }
  }

  /**
   * The statement was not carried out.
   *
   * @param state the SQLSTATE
   * @param reason the server's words
   */
  void failed(StatementText statement, String place, String state, String reason) {
    List<String> words = statement.beginning();
    List<Subject> subjects = Subject.of(words);
    if (subjects.stream().anyMatch(Subject::besides)
        || (words.getFirst().equals("do") && !DEFINES.matcher(statement.text()).find())) {
      return;
    }
    boolean drop = words.getFirst().equals("drop");
    if (!words.getFirst().equals("alter")) {
      boolean known = forget(subjects);
      if (drop && (known || NOT_THERE.contains(state) || neverMade(subjects, state))) {
        return;
      }
    }
    gaps.add(new Gap(subjects, place, reason + ", SQLSTATE " + state, names(statement, subjects)));
  }

  private static Set<QualifiedName> names(StatementText statement, List<Subject> subjects) {
    if (!subjects.isEmpty() && subjects.stream().allMatch(Subject::alone)) {
      return subjects.stream()
          .map(s -> QualifiedName.of(s.name()))
          .collect(Collectors.toCollection(HashSet::new));
    }
    boolean strings = subjects.stream().noneMatch(Subject::routine);
    return new HashSet<>(SqlParser.namesIn(statement.text(), strings));
  }

  private static boolean neverMade(List<Subject> subjects, String state) {
    return state.equals(UNSUPPORTED)
        && subjects.stream()
            .noneMatch(
                s ->
                    Set.of("table", "view", "index", "sequence", "type", "schema")
                        .contains(s.kind()));
  }

  /** Whether anything was known of them. */
  private boolean forget(List<Subject> gone) {
    return gaps.removeIf(
        gap -> gap.subjects().stream().anyMatch(s -> gone.stream().anyMatch(s::goesWith)));
  }

  /** ALTER … a RENAME TO b: what was said of a holds for b. */
  private void renamed(List<String> words, List<Subject> subjects) {
    int to = words.indexOf("to");
    if (subjects.isEmpty()
        || to < 1
        || to + 1 >= words.size()
        || !words.get(to - 1).equals("rename")) {
      return;
    }
    String old = subjects.getFirst().name();
    QualifiedName renamed = QualifiedName.of(words.get(to + 1));
    for (Gap gap : gaps) {
      if (gap.names().stream().anyMatch(n -> n.name().equals(old))) {
        gap.names().add(renamed);
      }
    }
  }
}
