package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.error.MigrationException;
import dev.instar.migrator.postgresql.session.Queries;
import dev.instar.migrator.schema.Identifiers;
import dev.instar.migrator.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Puts the shadow in the source's place with everything that hangs on it (invariants I8, I9).
 *
 * <p>{@link #prepare} reads the catalog and writes every statement down, outside any lock. {@link
 * #perform} runs in the transaction that has taken {@link #locks}: it checks that nothing has
 * changed since, runs the statements, and compares the catalog with what was expected; its caller
 * commits. What was rolled back can be performed again. Performing and rolling back, soon after the
 * shadow was made and its indexes built on no rows, is the rehearsal: what would fail then, fails
 * before the copy. Immutable.
 */
public final class Swap {
  private final Shape shape;
  private final ShadowNames names;
  private final SwapFacts facts;
  private final SwapExpectation expectation;
  private final List<LockedRelation> locks;
  private final List<String> sequenceLocks;
  private final String script;
  private final List<Validation> validations;

  /**
   * A foreign key that the swap left NOT VALID.
   *
   * @param table who refers
   * @param constraint its name
   */
  public record Validation(TableName table, String constraint) {
    /** What proves it, in a transaction of its own. */
    public String statement() {
      return "ALTER TABLE "
          + table.quoted()
          + " VALIDATE CONSTRAINT "
          + Identifiers.quote(constraint);
    }
  }

  private Swap(Shape shape, ShadowNames names, SwapFacts facts, Capture capture) {
    this.shape = shape;
    this.names = names;
    this.facts = facts;
    this.expectation = SwapExpectation.of(shape, facts.source(), capture.foreignKeys());
    this.locks = locks(shape, capture);
    this.sequenceLocks = capture.sequenceLocks();
    this.script = SwapScript.of(shape, names, capture);
    this.validations =
        capture.foreignKeys().keys().stream()
            .filter(key -> key.validated() && key.kept())
            .map(key -> new Validation(key.table(), key.name()))
            .toList();
  }

  /**
   * Writes the swap down. Changes nothing and takes no lock that anybody waits for.
   *
   * @param connection {@code search_path = pg_catalog}; best the one that {@link #perform} will
   *     use, so that the server has its queries planned and its caches filled before the lock is
   *     taken
   * @throws MigrationException with DEPENDENT_OBJECT if something cannot be carried over
   */
  public static Swap prepare(Connection connection, Shape shape, ShadowNames names)
      throws SQLException {
    Dependents.requireCarried(connection, shape.source(), shape.sourceOid());
    SwapFacts facts = SwapFacts.prepare(connection, shape, names.publication());
    return new Swap(shape, names, facts, Capture.of(connection, shape, names));
  }

  /**
   * Every relation that the swap touches, in the order in which they are to be locked: views from
   * the outermost in, as their readers lock them, then tables by name. Run each {@link
   * LockedRelation#lock} in the transaction of the swap.
   */
  public List<LockedRelation> locks() {
    return locks;
  }

  /**
   * Locks on the columns' sequences, which {@link #perform} needs as well and takes last. Writers
   * that call nextval before they insert hold a sequence while they wait for the table: where
   * {@link #perform} fails with SQLSTATE 55P03, take these before {@link #locks} in the next
   * attempt. (Writers that leave it to the column's default do the opposite.)
   */
  public List<String> sequenceLocks() {
    return sequenceLocks;
  }

  /**
   * Swaps, in the transaction that holds {@link #locks}. Three round trips. The caller commits;
   * after an exception it rolls back, and nothing has changed but that sequences may have skipped
   * numbers.
   *
   * @throws MigrationException with FOREIGN_CHANGE if somebody has changed the table or what hangs
   *     on it since {@link #prepare}: prepare again; with INTERNAL if the result is not what was
   *     expected
   */
  public void perform(Connection lockHolder) throws SQLException {
    if (lockHolder.getAutoCommit()) {
      throw new IllegalStateException("the swap runs in the transaction that holds the locks");
    }
    requireUnchanged(lockHolder);
    Queries.execute(lockHolder, script);
    expectation.require(facts.shadow(lockHolder));
  }

  /** What is still to be proven once the swap is committed, each in a transaction of its own. */
  public List<Validation> validations() {
    return validations;
  }

  private void requireUnchanged(Connection connection) throws SQLException {
    Set<String> changed = facts.changed(connection);
    if (!changed.isEmpty()) {
      throw new MigrationException(
          ErrorCode.FOREIGN_CHANGE,
          shape.source()
              + " was changed by somebody else: "
              + changed.stream().limit(5).collect(Collectors.joining("; ")),
          "Nothing was swapped.");
    }
  }

  private static List<LockedRelation> locks(Shape shape, Capture capture) {
    List<LockedRelation> result = new ArrayList<>();
    for (Views.View view : capture.views().views().reversed()) {
      result.add(
          new LockedRelation(
              view.oid(), view.name(), LockedRelation.Role.VIEW, view.lock(), Optional.empty()));
    }
    Map<Long, LockedRelation> tables = new LinkedHashMap<>();
    for (ForeignKeys.ForeignKey key : capture.foreignKeys().keys()) {
      tables.put(
          key.tableOid(),
          table(
              key.tableOid(),
              key.table(),
              LockedRelation.Role.FOREIGN_KEY,
              key.tablePartitioned()));
      tables.put(
          key.referencedOid(),
          table(
              key.referencedOid(),
              key.referenced(),
              LockedRelation.Role.FOREIGN_KEY,
              key.referencedPartitioned()));
    }
    tables.put(
        shape.sourceOid(),
        table(shape.sourceOid(), shape.source(), LockedRelation.Role.SOURCE, false));
    tables.put(
        shape.shadowOid(),
        table(shape.shadowOid(), shape.shadow(), LockedRelation.Role.SHADOW, false));
    tables.values().stream()
        .sorted(Comparator.comparing(LockedRelation::name))
        .forEach(result::add);
    return List.copyOf(result);
  }

  private static LockedRelation table(
      long oid, TableName name, LockedRelation.Role role, boolean partitioned) {
    String lock = "LOCK TABLE " + (partitioned ? "" : "ONLY ") + name.quoted();
    return new LockedRelation(
        oid,
        name,
        role,
        lock + " IN ACCESS EXCLUSIVE MODE",
        Optional.of(lock + " IN SHARE UPDATE EXCLUSIVE MODE"));
  }

  /** For messages. */
  @Override
  public String toString() {
    return "Swap[" + shape.source() + " ← " + Identifiers.quote(names.shadow().schema()) + "]";
  }
}
