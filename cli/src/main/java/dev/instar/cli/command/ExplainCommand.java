package dev.instar.cli.command;

import dev.instar.cli.explain.MarkdownText;
import dev.instar.cli.shell.Shell;
import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.report.explain.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what a code means. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Say what the code of a finding or a refusal means, what Instar does about it, and what to"
          + " do by hand.",
      "Without a code: list them all."
    },
    footer = {"", "Examples:", "  instar explain LOCK-REWRITE", "  instar explain | grep -i lock"})
public final class ExplainCommand implements Callable<Integer> {
  private final Shell shell;

  @Parameters(paramLabel = "CODE", arity = "0..1", description = "Such as LOCK-REWRITE.")
  private Optional<String> code = Optional.empty();

  public ExplainCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() {
    shell.output().print(code.isEmpty() ? list() : page(code.get()));
    return ExitCode.DONE;
  }

  private String page(String wanted) {
    Explanation explanation =
        Explanation.of(wanted)
            .orElseThrow(
                () ->
                    new MigrationException(
                        ErrorCode.USAGE,
                        "nothing is known of the code " + wanted,
                        advice(Explanation.similar(wanted))));
    return MarkdownText.of(explanation.markdown(), shell.terminal().outputInk());
  }

  private static String advice(List<String> similar) {
    return similar.isEmpty()
        ? "`instar explain` lists all codes."
        : "Did you mean " + String.join(" or ", similar) + "?";
  }

  private static String list() {
    StringBuilder list = new StringBuilder();
    for (Explanation explanation : Explanation.all()) {
      list.append("%-22s %s\n".formatted(explanation.code(), explanation.title()));
    }
    return list.toString();
  }
}
