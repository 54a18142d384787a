package dev.instar.migrator.twin;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Opens connections to the database under test. Called from any thread. */
@FunctionalInterface
public interface Connector {
  /** A new connection with these of pgJDBC's properties. */
  Connection open(Properties properties) throws SQLException;
}
