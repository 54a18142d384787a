package dev.instar.engine.define;

import dev.instar.engine.catalog.Grant;
import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlException.Field;
import dev.instar.engine.error.SqlState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An object's grants while they are changed. Of one thread. An object that has none has its kind's
 * default; from the first change on everything is written out, the owner's privileges too.
 */
final class AccessList {
  private static final int PUBLIC = 0;

  private final int owner;
  private final List<Grant> grants;

  AccessList(PrivilegeKind kind, int owner, List<Grant> grants) {
    this.owner = owner;
    this.grants = new ArrayList<>(grants);
    if (grants.isEmpty()) {
      this.grants.add(new Grant(owner, owner, kind.all(), Set.of()));
      if (!kind.ofPublic().isEmpty()) {
        this.grants.add(new Grant(PUBLIC, owner, kind.ofPublic(), Set.of()));
      }
    }
  }

  List<Grant> grants() {
    return grants;
  }

  private int find(int grantee, int grantor) {
    for (int i = 0; i < grants.size(); i++) {
      if (grants.get(i).grantee() == grantee && grants.get(i).grantor() == grantor) {
        return i;
      }
    }
    return -1;
  }

  void grant(int grantee, int grantor, Set<Character> letters, boolean option) {
    int at = find(grantee, grantor);
    Grant before = at < 0 ? new Grant(grantee, grantor, Set.of(), Set.of()) : grants.get(at);
    Set<Character> privileges = union(before.privileges(), letters);
    // An owner may pass everything on without being told so.
    Set<Character> grantable =
        option && grantee != owner ? union(before.grantable(), letters) : before.grantable();
    Grant now = new Grant(grantee, grantor, privileges, grantable);
    if (at < 0) {
      grants.add(now);
    } else {
      grants.set(at, now);
    }
  }

  /**
   * @param optionOnly whether the privileges stay, and only the right to pass them on goes
   * @throws SqlException 2BP01 if they were passed on and {@code cascade} is not set
   */
  void revoke(
      int grantee, int grantor, Set<Character> letters, boolean optionOnly, boolean cascade) {
    int at = find(grantee, grantor);
    if (at < 0) {
      return;
    }
    Grant before = grants.get(at);
    Set<Character> lost = new HashSet<>(before.grantable());
    lost.retainAll(letters);
    Set<Character> privileges =
        optionOnly ? before.privileges() : minus(before.privileges(), letters);
    Set<Character> grantable = minus(before.grantable(), letters);
    if (privileges.isEmpty() && grantee != owner) {
      grants.remove(at);
    } else {
      grants.set(at, new Grant(grantee, grantor, privileges, grantable));
    }
    if (!lost.isEmpty()) {
      revokePassedOn(grantee, lost, cascade);
    }
  }

  private void revokePassedOn(int grantor, Set<Character> lost, boolean cascade) {
    for (Grant grant : List.copyOf(grants)) {
      boolean uses = grant.grantor() == grantor && !disjoint(grant.privileges(), lost);
      if (uses && !cascade) {
        throw new SqlException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "dependent privileges exist")
            .with(Field.HINT, "Use CASCADE to revoke them too.");
      }
      if (uses) {
        revoke(grant.grantee(), grantor, lost, false, true);
      }
    }
  }

  private static boolean disjoint(Set<Character> one, Set<Character> other) {
    return one.stream().noneMatch(other::contains);
  }

  private static Set<Character> union(Set<Character> one, Set<Character> other) {
    Set<Character> both = new HashSet<>(one);
    both.addAll(other);
    return both;
  }

  private static Set<Character> minus(Set<Character> one, Set<Character> other) {
    Set<Character> rest = new HashSet<>(one);
    rest.removeAll(other);
    return rest;
  }
}
