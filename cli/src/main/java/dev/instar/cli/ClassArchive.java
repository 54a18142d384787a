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
import java.nio.file.Files;
import java.nio.file.Path;
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

  /** What migrations are usually made of. */
  private static final String EARLIER =
      """
      CREATE TYPE mood AS ENUM ('good', 'bad');
      ALTER TYPE mood ADD VALUE 'fair';
      CREATE TABLE customer (
        id bigserial PRIMARY KEY, name varchar(80) NOT NULL UNIQUE, mood mood NOT NULL,
        active boolean DEFAULT true, born date, since timestamptz DEFAULT now(), notes jsonb);
      CREATE TABLE orders (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        customer_id bigint NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
        price numeric(10, 2) NOT NULL DEFAULT 0 CHECK (price >= 0));
      CREATE INDEX orders_customer ON orders (customer_id);
      CREATE UNIQUE INDEX customer_lower ON customer (lower(name)) WHERE active;
      ALTER TABLE orders ADD COLUMN note text, ALTER COLUMN note SET NOT NULL;
      ALTER TABLE orders ADD CONSTRAINT noted CHECK (length(note) > 0);
      ALTER TABLE customer ALTER COLUMN name TYPE varchar(90);
      CREATE VIEW good AS SELECT c.name, count(*) AS n FROM customer c
        JOIN orders o ON o.customer_id = c.id WHERE c.mood <> 'bad' GROUP BY c.name;
      COMMENT ON TABLE orders IS 'what was ordered';
      INSERT INTO customer (name, mood) VALUES ('Ada', 'good');
      """;

  private static final String PLANNED =
      """
      ALTER TABLE orders ALTER COLUMN price TYPE numeric(12, 4);
      ALTER TABLE customer ADD COLUMN kind text NOT NULL DEFAULT 'plain';
      ALTER TABLE customer ALTER COLUMN since SET NOT NULL;
      ALTER TABLE orders ADD COLUMN parent integer REFERENCES orders (id);
      CREATE INDEX orders_note ON orders (note);
      """;

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
    planWithoutServer(shell);
    JournalClasses.load();
  }

  /** The bundled engine, the reader of catalogs and the planner, at work. */
  private static void planWithoutServer(Shell shell) throws IOException {
    Path folder = Files.createTempDirectory("instar");
    Path earlier = folder.resolve("V1__earlier.sql");
    Path planned = folder.resolve("V2__planned.sql");
    try {
      Files.writeString(earlier, EARLIER);
      Files.writeString(planned, PLANNED);
      Main.run(shell, "plan", planned.toString());
    } finally {
      Files.deleteIfExists(earlier);
      Files.deleteIfExists(planned);
      Files.delete(folder);
    }
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
