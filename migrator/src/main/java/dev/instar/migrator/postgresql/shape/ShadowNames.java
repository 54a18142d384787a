package dev.instar.migrator.postgresql.shape;

import dev.instar.migrator.schema.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * What one rebuild step calls its objects. The shadow lives in a schema of its own under the names
 * of the source, and the old table moves to another such schema: so nothing is renamed, and no name
 * becomes too long.
 *
 * @param source the table that is rebuilt
 * @param shadow its new shape
 * @param retained where the old shape goes in the swap
 * @param slot the replication slot; of the cluster, so its name tells the databases apart
 * @param publication the publication of the source that the slot is read with
 */
public record ShadowNames(
    TableName source, TableName shadow, TableName retained, String slot, String publication) {
  /** NAMEDATALEN - 1, in bytes. */
  private static final int NAME_BYTES_MAX = 63;

  public ShadowNames {
    Objects.requireNonNull(source, "source");
    checkLength(shadow.schema());
    checkLength(retained.schema());
    checkLength(slot);
    checkLength(publication);
  }

  /**
   * The names of one step.
   *
   * @param database the database's name
   * @param migration the migration's id
   * @param step the step's id, such as {@code 1.2}
   */
  public static ShadowNames of(String database, long migration, String step, TableName source) {
    String suffix = migration + "_" + step.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
    return new ShadowNames(
        source,
        new TableName("instar_shadow_" + suffix, source.name()),
        new TableName("instar_old_" + suffix, source.name()),
        "instar_" + digest(database) + "_" + suffix,
        "instar_" + suffix);
  }

  /** The first 32 bits of the name's SHA-256: slot names allow few characters. */
  private static String digest(String database) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(database.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static void checkLength(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > NAME_BYTES_MAX) {
      throw new IllegalArgumentException("longer than " + NAME_BYTES_MAX + " bytes: " + name);
    }
  }
}
