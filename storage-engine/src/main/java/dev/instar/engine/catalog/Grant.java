package dev.instar.engine.catalog;

import java.util.Set;

/**
 * An {@code aclitem}: what a role may do with an object. The owner's own privileges are not listed
 * unless some were revoked or granted.
 *
 * @param grantee the role's OID; 0 for PUBLIC
 * @param privileges by PostgreSQL's letters: {@code r} SELECT, {@code a} INSERT, {@code w} UPDATE,
 *     {@code d} DELETE, {@code D} TRUNCATE, {@code x} REFERENCES, {@code t} TRIGGER, {@code U}
 *     USAGE, {@code C} CREATE, {@code c} CONNECT, {@code T} TEMPORARY
 * @param grantable which of them may be passed on
 */
public record Grant(int grantee, int grantor, Set<Character> privileges, Set<Character> grantable) {
  public Grant {
    privileges = Set.copyOf(privileges);
    grantable = Set.copyOf(grantable);
  }
}
