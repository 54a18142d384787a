package dev.instar.engine.system.relation;

import dev.instar.engine.function.Collation;
import dev.instar.engine.system.data.DataFile;
import dev.instar.engine.type.DataType;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Collations by OID. Stateless. */
final class Collations {
  private static final Map<Collation, Long> OIDS = oids();

  private Collations() {}

  private static Map<Collation, Long> oids() {
    DataFile file = DataFile.of("pg_collation");
    Map<Collation, Long> oids = new HashMap<>();
    for (Object[] row : file.rows()) {
      Collation collation = Collation.find((String) file.get(row, "collname")).orElseThrow();
      oids.put(collation, (Long) file.get(row, "oid"));
    }
    return Map.copyOf(oids);
  }

  static long oid(Collation collation) {
    return OIDS.get(collation);
  }

  /**
   * Of a stored column or key.
   *
   * @param name empty for the type's own
   * @return 0 if the type has none
   */
  static long oid(Optional<String> name, DataType type) {
    return name.isPresent() ? oid(Collation.stored(name, type)) : TypeFacts.of(type).collation();
  }
}
