package dev.instar.engine.define.index;

import dev.instar.engine.catalog.Catalogs;
import dev.instar.engine.catalog.Comment;
import dev.instar.engine.catalog.Constraint;
import dev.instar.engine.catalog.Index;
import dev.instar.engine.catalog.Table;
import dev.instar.engine.define.GeneratedNames;
import dev.instar.engine.lock.LockMode;
import dev.instar.engine.statement.StatementContext;
import dev.instar.engine.statement.TransactionRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * REINDEX CONCURRENTLY: a second index is built beside each, called {@code _ccnew} after it; when
 * it is valid, the two change names, and constraints go over to it; what is called {@code _ccold}
 * then is dropped as DROP INDEX CONCURRENTLY does. Of one session's thread.
 */
final class ConcurrentReindex {
  private final StatementContext statement;
  private final TransactionRunner transactions;
  private final SessionLocks locks;

  private record Pair(Index old, Index successor) {}

  /**
   * @throws dev.instar.engine.error.SqlException 25001 in a transaction block
   */
  ConcurrentReindex(StatementContext context) {
    statement = context;
    transactions = context.transactionRunner();
    locks = new SessionLocks(context);
  }

  /**
   * @param chosen finds the indexes, with SHARE UPDATE EXCLUSIVE on their tables
   */
  void run(Function<StatementContext, List<Index>> chosen) {
    try {
      List<Pair> pairs =
          transactions.inTransaction(
              context -> {
                List<Pair> announced = new ArrayList<>();
                chosen.apply(context).forEach(index -> announced.add(announce(index, context)));
                return announced;
              });
      for (Pair pair : pairs) {
        ConcurrentBuild build = new ConcurrentBuild(statement);
        build.fill(pair.successor());
      }
      transactions.inTransaction(
          context -> {
            pairs.forEach(pair -> swap(pair, context));
            return pairs;
          });
      for (Pair pair : pairs) {
        new ConcurrentDrop(statement).finish(pair.old());
      }
    } finally {
      locks.release();
    }
  }

  private Pair announce(Index index, StatementContext context) {
    context.lock(index.oid(), LockMode.SHARE_UPDATE_EXCLUSIVE);
    locks.hold(index.table(), LockMode.SHARE_UPDATE_EXCLUSIVE);
    locks.hold(index.oid(), LockMode.SHARE_UPDATE_EXCLUSIVE);
    Catalogs catalogs = context.services().catalogs();
    Index successor =
        new Index(
            catalogs.newOid(),
            index.schema(),
            free(index, "ccnew", context),
            index.owner(),
            index.table(),
            Integer.toUnsignedLong(catalogs.newOid()),
            index.keys(),
            index.include(),
            index.unique(),
            index.nullsNotDistinct(),
            false,
            index.predicate(),
            false,
            false,
            index.options());
    context.edits().put(successor);
    locks.hold(successor.oid(), LockMode.SHARE_UPDATE_EXCLUSIVE);
    return new Pair(index, successor);
  }

  private static String free(Index index, String label, StatementContext context) {
    return GeneratedNames.relation(
        context, index.schema(), index.name(), Optional.empty(), label, false);
  }

  /** The successor takes the name and everything that depends on the old one. */
  private static void swap(Pair pair, StatementContext context) {
    Index old = context.catalog().get(Index.class, pair.old().oid());
    Index successor = context.catalog().get(Index.class, pair.successor().oid());
    String name = old.name();
    context
        .edits()
        .put(old.withName(free(old, "ccold", context)).withPrimary(false).withValid(false));
    context
        .edits()
        .put(successor.withName(name).withPrimary(old.primary()).withReady(true).withValid(true));
    for (Constraint constraint : context.catalog().constraints(old.table())) {
      if (constraint instanceof Constraint.Unique unique && unique.index() == old.oid()) {
        context.edits().put(unique.withIndex(successor.oid()));
      }
    }
    for (Constraint.ForeignKey key : context.catalog().referencing(old.table())) {
      if (key.index() == old.oid()) {
        context.edits().put(key.withIndex(successor.oid()));
      }
    }
    context
        .catalog()
        .comment(old.oid(), 0)
        .ifPresent(
            (Comment comment) ->
                context
                    .edits()
                    .put(new Comment(comment.oid(), successor.oid(), 0, comment.text())));
    Table table = context.catalog().get(Table.class, old.table());
    if (table.identity().index() == old.oid()) {
      context
          .edits()
          .put(
              table.withIdentity(
                  new Table.ReplicaIdentity(table.identity().kind(), successor.oid())));
    }
  }
}
