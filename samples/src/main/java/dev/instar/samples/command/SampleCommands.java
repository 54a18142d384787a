package dev.instar.samples.command;

import dev.instar.cli.CommandProvider;
import dev.instar.cli.shell.Shell;
import dev.instar.samples.bench.BenchCommand;
import dev.instar.samples.demo.DemoCommand;
import java.util.List;

/** Adds {@code demo} and {@code bench} to the command line. */
public final class SampleCommands implements CommandProvider {
  @Override
  public List<Object> commands(Shell shell) {
    return List.of(new DemoCommand(shell), new BenchCommand(shell));
  }
}
