package dev.instar.migrator.postgresql.plan;

import dev.instar.migrator.schema.Schema;
import dev.instar.migrator.schema.ServerFacts;
import dev.instar.migrator.schema.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * A sha-256 over what a plan depends on: the tables' shapes, what hangs on them, and the server's
 * major version. Sizes and free names are left out: they change while nobody changes the schema.
 */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Schema schema, ServerFacts facts) {
    StringBuilder canonical = new StringBuilder();
    line(canonical, facts.major(), facts.timeZone(), schema.searchPath());
    line(canonical, new TreeMap<>(facts.functions()), new TreeMap<>(facts.types()));
    for (Table table : schema.tables().values()) {
      line(
          canonical,
          table.name(),
          table.oid(),
          table.kind(),
          table.persistence(),
          table.traits().stream().sorted().toList(),
          table.replicaIdentity(),
          table.owner());
      table.columns().forEach(c -> line(canonical, c));
      table
          .indexes()
          .forEach(i -> line(canonical, i.name(), i.definition(), i.valid(), i.constraint()));
      table.constraints().forEach(c -> line(canonical, c));
      table.incoming().forEach(k -> line(canonical, k));
      table.triggers().forEach(t -> line(canonical, t));
      table.dependents().forEach(d -> line(canonical, d));
    }
    return HexFormat.of().formatHex(digest(canonical.toString()));
  }

  private static void line(StringBuilder to, Object... parts) {
    for (Object part : parts) {
      to.append(part).append('\u001f');
    }
    to.append('\n');
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
