package dev.instar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.instar.migrator.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README says of options and exit codes, beside what the commands say of themselves. */
class ReadmeTest {
  private static final List<String> WITH_DATABASE =
      List.of(
          "plan",
          "stats",
          "migrate",
          "status",
          "pause",
          "resume",
          "throttle",
          "cut-over",
          "abort",
          "contract");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  private final String readme = read();

  @Test
  void everyCommandHasTheOptionsThatTheReadmeListsForItAndNoOther() {
    Map<String, SortedSet<String>> said = new TreeMap<>();
    Map<String, SortedSet<String>> there = new TreeMap<>();
    for (String command : WITH_DATABASE) {
      said.put(command, new TreeSet<>());
      there.put(command, optionsOf(command));
    }
    String before = "";
    for (Matcher row = row("(`-.*?)", "(.*?)"); row.find(); ) {
      String commands = row.group(2).equals("the same") ? before : row.group(2);
      before = commands;
      List<String> names =
          commands.equals("all with a database")
              ? WITH_DATABASE
              : Arrays.asList(commands.split(", "));
      names.stream()
          .filter(said::containsKey)
          .forEach(c -> said.get(c).addAll(options(row.group(1))));
    }
    String throttle =
        readme.substring(readme.indexOf("### Throttle"), readme.indexOf("### Passwords"));
    for (String command : List.of("migrate", "resume", "throttle")) {
      throttle
          .lines()
          .filter(l -> l.startsWith("| `-"))
          .forEach(l -> said.get(command).addAll(options(l.split("\\|")[1])));
    }
    assertThat(there).isEqualTo(said);
  }

  @Test
  void everyCommandThatTheReadmeShowsIsThere() {
    Matcher shown =
        Pattern.compile("(?:^|`)(?:\\./)?instar ([a-z-]+)", Pattern.MULTILINE).matcher(readme);
    // Those of the module samples are not on this class path.
    List<String> elsewhere = List.of("demo", "bench");
    assertThat(shown.results().map(r -> r.group(1)).distinct().filter(c -> !elsewhere.contains(c)))
        .isNotEmpty()
        .allSatisfy(command -> assertThat(new TestShell(Map.of()).run(command, "--help")).isZero());
  }

  @Test
  void everyErrorEndsWithAnExitCodeThatIsListed() {
    List<String> listed =
        row("([0-9, ]+)", ".*?")
            .results()
            .flatMap(r -> Arrays.stream(r.group(1).split(", ")))
            .toList();
    assertThat(Arrays.stream(ErrorCode.values()).map(c -> "" + c.category().exitCode()))
        .isSubsetOf(listed);
    // Each is shown by a process in ExitCodeTest or MigrateTest.
    assertThat(listed).containsExactly("0", "1", "2", "3", "4", "5", "6", "130", "143", "129");
  }

  private Matcher row(String first, String second) {
    return Pattern.compile("^\\| " + first + " \\| " + second + " \\|", Pattern.MULTILINE)
        .matcher(readme);
  }

  private static SortedSet<String> optionsOf(String command) {
    TestShell shell = new TestShell(Map.of());
    assertThat(shell.run(command, "--help")).isZero();
    SortedSet<String> options = new TreeSet<>();
    // In the descriptions other commands' options are spoken of.
    shell
        .output()
        .lines()
        .filter(line -> line.matches(" +(-[A-Za-z], *)?--.*"))
        .forEach(
            line ->
                OPTION.matcher(line).results().findFirst().ifPresent(r -> options.add(r.group())));
    options.removeAll(List.of("--help", "--version"));
    return options;
  }

  private static SortedSet<String> options(String text) {
    SortedSet<String> options = new TreeSet<>();
    OPTION.matcher(text).results().forEach(r -> options.add(r.group()));
    return options;
  }

  private static String read() {
    try {
      return Files.readString(Path.of("../README.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
