package dev.instar.cli;

import dev.instar.cli.shell.PasswordPrompt;
import dev.instar.cli.shell.Shell;
import dev.instar.cli.shell.Terminal;
import dev.instar.migrator.journal.JournalClasses;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Loads the classes that a short command needs, and ends: the launcher runs it once to fill a class
 * data sharing archive ({@code -XX:ArchiveClassesAtExit}), from which later processes start faster.
 */
final class ClassArchive {
  /** Not jOOQ: it is large, and little of it is needed. */
  private static final Pattern JARS =
      Pattern.compile("(instar|picocli|postgresql|jackson|slf4j|flyway)-[^/]*\\.jar");

  private ClassArchive() {}

  public static void main(String[] arguments) throws IOException {
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (JARS.matcher(new File(entry).getName()).matches()) {
        loadAll(entry);
      }
    }
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Shell shell =
        new Shell(
            InputStream.nullInputStream(),
            nowhere,
            nowhere,
            Map.of(),
            Terminal.NONE,
            PasswordPrompt.NOBODY);
    // What is found by reflection, and the code that the JVM makes up as it runs, is archived too.
    Main.run(shell, "--help");
    Main.run(shell, "plan", "--url", "jdbc:postgresql://127.0.0.1:1/none", "none.sql");
    JournalClasses.load();
  }

  private static void loadAll(String jar) throws IOException {
    try (JarFile file = new JarFile(jar)) {
      file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
          .filter(name -> !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .forEach(ClassArchive::loadClass);
    }
  }

  /** A class for something optional that is not on the class path is left out. */
  @SuppressWarnings("EmptyCatch")
  private static void loadClass(String name) {
    try {
      Class.forName(name, false, ClassArchive.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError optional) {
      // Nothing needs it here.
    }
  }
}
