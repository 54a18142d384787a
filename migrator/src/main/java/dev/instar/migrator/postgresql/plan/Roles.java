package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.plan.LockClaim;
import dev.instar.migrator.plan.LockMode;
import dev.instar.migrator.postgresql.form.Form;
import dev.instar.migrator.postgresql.form.Role;
import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.Table;
import dev.instar.migrator.schema.TableName;
import dev.instar.migrator.schema.TableSize;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which relations play which roles in a statement, the one that it is about first. Immutable; each
 * method gives a changed one.
 *
 * @param size of the table that is read or written
 */
record Roles(List<Player> players, Optional<TableSize> size) {
  static final Roles NONE = new Roles(List.of(), Optional.of(TableSize.EMPTY));

  Roles {
    players = List.copyOf(players);
  }

  /** A relation in its role. */
  record Player(Role role, TableName name) {}

  /** A statement about a table. */
  static Roles of(Table table) {
    return new Roles(List.of(new Player(Role.TABLE, table.name())), table.size());
  }

  /** The same relations, all in that role. */
  Roles as(Role role) {
    return new Roles(players.stream().map(p -> new Player(role, p.name())).toList(), size);
  }

  Roles with(Role role, TableName name) {
    return with(role, List.of(name));
  }

  /** Names that have a role already keep it. */
  Roles with(Role role, Collection<TableName> names) {
    List<Player> more = new ArrayList<>(players);
    names.stream()
        .filter(n -> players.stream().noneMatch(p -> p.name().equals(n)))
        .forEach(n -> more.add(new Player(role, n)));
    return new Roles(more, size);
  }

  /** Without the relations that the script itself makes: nobody waits for those. */
  Roles known(Schema schema) {
    return new Roles(
        players.stream()
            .filter(
                p ->
                    Optional.ofNullable(schema.tables().get(p.name()))
                        .map(t -> !t.has(Table.Trait.NEW))
                        .orElse(true))
            .toList(),
        size);
  }

  /** The locks of a form on these relations; ACCESS SHARE, which every reader has, is none. */
  List<LockClaim> claims(Form form) {
    return players.stream()
        .flatMap(p -> form.lock(p.role()).stream().map(mode -> new LockClaim(p.name(), mode)))
        .filter(claim -> claim.mode() != LockMode.ACCESS_SHARE)
        .toList();
  }
}
