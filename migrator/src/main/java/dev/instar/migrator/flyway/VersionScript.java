package dev.instar.migrator.flyway;

import java.util.Collection;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.sqlscript.SqlScript;
import org.flywaydb.core.internal.sqlscript.SqlStatementIterator;

/** A version's script as Flyway knows it, but never in a transaction of Flyway's. */
record VersionScript(SqlScript script) implements SqlScript {
  /** The steps have their own transactions, and some of them wait for older ones to end. */
  @Override
  public boolean executeInTransaction() {
    return false;
  }

  @Override
  public SqlStatementIterator getSqlStatements() {
    return script.getSqlStatements();
  }

  @Override
  public int getSqlStatementCount() {
    return script.getSqlStatementCount();
  }

  @Override
  public Collection<SqlScript> getReferencedSqlScripts() {
    return script.getReferencedSqlScripts();
  }

  @Override
  public LoadableResource getResource() {
    return script.getResource();
  }

  @Override
  public boolean shouldExecute() {
    return script.shouldExecute();
  }

  @Override
  public String shouldExecuteExpression() {
    return script.shouldExecuteExpression();
  }

  @Override
  public boolean placeholderReplacement() {
    return script.placeholderReplacement();
  }

  @Override
  public void validate() {
    script.validate();
  }

  @Override
  public boolean includeReferencedScriptsInChecksum() {
    return script.includeReferencedScriptsInChecksum();
  }

  @Override
  public int compareTo(SqlScript other) {
    return script.compareTo(other);
  }
}
