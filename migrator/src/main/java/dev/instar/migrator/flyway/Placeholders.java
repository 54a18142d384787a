package dev.instar.migrator.flyway;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.database.base.Database;
import org.flywaydb.core.internal.jdbc.JdbcConnectionFactory;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.parser.PlaceholderReplacingReader;
import org.flywaydb.core.internal.resource.ResourceNameParser;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.util.BomStrippingReader;

/**
 * What placeholders mean in one run of Flyway: the configured values, and those that Flyway has
 * from the database, such as its user. Flyway's own are out of reach, so they are asked for again.
 */
final class Placeholders {
  private final Configuration configuration;
  private final ParsingContext context;

  private Placeholders(Configuration configuration, ParsingContext context) {
    this.configuration = configuration;
    this.context = context;
  }

  static Placeholders read(Configuration configuration) {
    ParsingContext context = new ParsingContext();
    JdbcConnectionFactory connections =
        new JdbcConnectionFactory(configuration.getDataSource(), configuration, null);
    try (Database<?> database =
        connections.getDatabaseType().createDatabase(configuration, connections, null)) {
      context.populate(database, configuration);
    }
    return new Placeholders(configuration, context);
  }

  ParsingContext context() {
    return context;
  }

  /** The whole text of a script as it is run. */
  String text(SqlScript script) {
    LoadableResource resource = script.getResource();
    context.updateFilenamePlaceholder(
        new ResourceNameParser(configuration).parse(resource.getFilename()), configuration);
    StringWriter text = new StringWriter();
    try (Reader raw = new BomStrippingReader(resource.read());
        Reader reader =
            script.placeholderReplacement()
                ? PlaceholderReplacingReader.create(configuration, context, raw)
                : raw) {
      reader.transferTo(text);
    } catch (IOException e) {
      throw new FlywayException("Unable to read " + resource.getFilename(), e);
    }
    return text.toString();
  }
}
