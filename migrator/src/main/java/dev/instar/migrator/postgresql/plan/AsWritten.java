package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.Effect;
import dev.instar.migrator.plan.Estimate;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.plan.Work;
import dev.instar.migrator.postgresql.form.Forms;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a statement would do if run as it is, collected over its actions: the strongest lock on each
 * relation, the heaviest work, and all the time it takes. For one thread.
 */
final class AsWritten {
  private final int major;
  private final Estimates estimates;
  private final Predicate<TableName> isNew;
  private final SortedMap<TableName, LockMode> locks = new TreeMap<>();
  private final Set<TableName> indexes = new HashSet<>();
  private Optional<TableName> target = Optional.empty();
  private Work work = Work.INSTANT;
  private Estimate estimate = Estimates.instant();
  private Optional<String> error = Optional.empty();
  private boolean worst;
  private boolean written = true;
  private final Set<String> forms = new LinkedHashSet<>();

  /**
   * @param isNew whether the script itself has made a relation, so that nobody waits for it
   */
  AsWritten(int major, Estimates estimates, Predicate<TableName> isNew) {
    this.major = major;
    this.estimates = estimates;
    this.isNew = isNew;
  }

  /**
   * What a form does to these relations, by the table of forms: its locks, and its work on a table
   * of their size.
   */
  AsWritten form(String id, Roles roles) {
    locks(id, roles);
    return work(Forms.get(id, major).work(), estimates.of(Forms.get(id, major), roles.size()));
  }

  /** Likewise, of a statement that finds nothing to do once it has its locks. */
  AsWritten locks(String id, Roles roles) {
    forms.add(id);
    for (Roles.Player player : roles.players()) {
      if (target.isEmpty()) {
        target = Optional.of(player.name());
      }
      if (player.role() == Role.INDEX) {
        indexes.add(player.name());
      }
    }
    roles.claims(Forms.get(id, major)).forEach(c -> lock(c.relation(), c.mode()));
    return this;
  }

  /** A lock on the table that the statement is about. */
  AsWritten on(TableName table, LockMode mode) {
    if (target.isEmpty()) {
      target = Optional.of(table);
    }
    return lock(table, mode);
  }

  /** A lock on the partitions of a table, of every level. */
  AsWritten withPartitions(Table table, LockMode mode) {
    table.children().forEach(c -> lock(c, mode));
    return this;
  }

  /** A lock on another relation. */
  AsWritten lock(TableName relation, LockMode mode) {
    if (isNew.test(relation)) {
      return this;
    }
    locks.merge(relation, mode, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    return this;
  }

  /** A lock on an index of that table; it stands in nobody's way who is not in the table's. */
  AsWritten index(TableName index, LockMode mode) {
    indexes.add(index);
    return lock(index, mode);
  }

  /**
   * Work to be done under the locks. A rewrite is done once, whatever else asks for it, and checks
   * and builds on the way; other work adds up.
   */
  AsWritten work(Work kind, Estimate much) {
    if (kind == Work.INSTANT || work == Work.REWRITE) {
      return this;
    }
    if (kind == Work.REWRITE || work == Work.INSTANT) {
      work = kind;
      estimate = much;
      return this;
    }
    Optional<Duration> sum =
        estimate.duration().flatMap(one -> much.duration().map(other -> one.plus(other)));
    work = kind == Work.INDEX_BUILD ? kind : work;
    if (sum.isEmpty()) {
      estimate = Estimates.UNKNOWN;
      return this;
    }
    estimate =
        new Estimate(
            Math.max(estimate.rows(), much.rows()),
            estimate.bytes() + much.bytes(),
            sum,
            estimate.basis() + "; " + much.basis());
    return this;
  }

  /** What another draft found, on those relations. */
  void of(AsWritten other, Predicate<LockClaim> which) {
    List<LockClaim> kept = other.claims().stream().filter(which).toList();
    kept.forEach(claim -> on(claim.relation(), claim.mode()));
    if (!kept.isEmpty()) {
      forms.addAll(other.forms);
    }
  }

  /** Why the server refuses the statement as it is, if it does. */
  Optional<String> error() {
    return error;
  }

  /** The server refuses the statement as it is. */
  void fails(String reason) {
    error = Optional.of(reason);
  }

  /** Nobody knows what it would do: this is the worst it can. */
  void atWorst() {
    worst = true;
  }

  /** Nobody writes to what it is about, so that only readers can be kept waiting. */
  void onlyRead() {
    written = false;
  }

  Work work() {
    return work;
  }

  Effect effect() {
    return new Effect(claims(), work, estimate, note(), List.copyOf(forms));
  }

  private List<LockClaim> claims() {
    return locks.entrySet().stream().map(e -> new LockClaim(e.getKey(), e.getValue())).toList();
  }

  private String note() {
    if (error.isPresent()) {
      return "The server refuses it: " + error.get() + ".";
    }
    if (target.isEmpty()) {
      return "Locks no table.";
    }
    LockMode mode = locks.get(target.get());
    if (mode == null) {
      return "Nobody waits for it.";
    }
    String who = waiting(mode);
    if (work == Work.BATCHED_WRITE) {
      return "The rows of "
          + target.get()
          + " that it writes stay locked for up to "
          + Estimates.about(estimate.duration())
          + ".";
    }
    if (worst) {
      return "What it does is not known; at worst this, for as long as it takes.";
    }
    if (who.isEmpty()) {
      return "Reads and writes of " + target.get() + " go on; other schema changes wait.";
    }
    return work == Work.INSTANT
        ? who + " of " + target.get() + " wait while it waits for its lock; the work is instant."
        : who + " of " + target.get() + " wait for " + Estimates.about(estimate.duration()) + ".";
  }

  private String waiting(LockMode mode) {
    if (mode.blocksReads()) {
      return written ? "Reads and writes" : "Reads";
    }
    return written && mode.blocksWrites() ? "Writes" : "";
  }

  /** The findings that follow from locks and work alone. */
  List<Words> findings() {
    List<Words> found = new ArrayList<>();
    error.ifPresent(e -> found.add(new Words(FindingCode.FAILS_AS_WRITTEN, List.of(e))));
    if (error.isPresent() || target.isEmpty() || worst || !locks.containsKey(target.get())) {
      return found;
    }
    TableName table = target.get();
    LockMode mode = locks.get(table);
    String who = waiting(mode).toLowerCase(Locale.ROOT);
    String time = Estimates.about(estimate.duration());
    if (work == Work.BATCHED_WRITE
        && (estimate.duration().isEmpty() || estimate.rows() > BatchedWriteRule.SMALL_ROWS)) {
      found.add(new Words(FindingCode.LONG_WRITE, List.of(table, time)));
    }
    if (!who.isEmpty()) {
      switch (work) {
        case REWRITE ->
            found.add(new Words(FindingCode.LOCK_REWRITE, List.of(table, mode.sql(), time)));
        case SCAN ->
            found.add(new Words(FindingCode.LOCK_SCAN, List.of(table, mode.sql(), who, time)));
        case INDEX_BUILD ->
            found.add(
                new Words(FindingCode.LOCK_INDEX_BUILD, List.of(table, mode.sql(), who, time)));
        case INSTANT, BATCHED_WRITE, ONLINE_COPY -> {}
      }
    }
    locks.forEach(
        (relation, level) -> {
          if (!relation.equals(table) && !indexes.contains(relation) && level.blocksWrites()) {
            found.add(new Words(FindingCode.LOCKS_PARENT, List.of(relation, level.sql())));
          }
        });
    return found;
  }

  /** A finding's code and the words for its text. */
  record Words(FindingCode code, List<Object> words) {
    Words {
      words = List.copyOf(words);
    }
  }
}
