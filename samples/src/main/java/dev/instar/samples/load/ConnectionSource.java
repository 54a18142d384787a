package dev.instar.samples.load;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens connections for clients. */
@FunctionalInterface
public interface ConnectionSource {
  Connection open() throws SQLException;
}
