package dev.instar.engine.sql;

import java.util.List;

/** DROP of everything but indexes ({@link Statement.DropIndex}). */
public sealed interface Removal extends Command {

  /** {@code DROP kind [IF EXISTS] name, … [CASCADE | RESTRICT]}. */
  record DropObjects(ObjectKind kind, List<QualifiedName> names, boolean ifExists, boolean cascade)
      implements Removal {
    public DropObjects {
      names = List.copyOf(names);
    }
  }

  /** {@code DROP DATABASE [IF EXISTS] name [[WITH] (FORCE)]}. */
  record DropDatabase(String name, boolean ifExists, boolean force) implements Removal {}

  /** {@code DROP ROLE | USER | GROUP [IF EXISTS] name, …}. */
  record DropRoles(List<String> names, boolean ifExists) implements Removal {
    public DropRoles {
      names = List.copyOf(names);
    }
  }
}
