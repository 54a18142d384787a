package dev.instar.engine.session;

import java.util.Random;

/** Random statements about a few tables; some of them cannot be carried out, and are refused. */
final class SqlStatements {
  private static final int TABLES = 4;

  private SqlStatements() {}

  private static String table(Random random) {
    return "t" + random.nextInt(TABLES);
  }

  /** For a block, or a transaction of its own. */
  static String any(Random random) {
    String table = table(random);
    int number = random.nextInt(100);
    return switch (random.nextInt(34)) {
      case 0 ->
          "CREATE TABLE %s (id integer PRIMARY KEY, v integer, s text, r integer)".formatted(table);
      case 1 -> "DROP TABLE %s CASCADE".formatted(table);
      case 2 -> "TRUNCATE %s CASCADE".formatted(table);
      case 3 -> "CREATE INDEX %s_i%d ON %s (v DESC, s)".formatted(table, number % 3, table);
      case 4 -> "CREATE UNIQUE INDEX %s_u ON %s (id, v)".formatted(table, table);
      case 5 -> "CREATE INDEX %s_e ON %s (lower(s)) WHERE v > 3".formatted(table, table);
      case 6 -> "DROP INDEX %s_i%d".formatted(table, number % 3);
      case 7 ->
          "ALTER TABLE %s ADD COLUMN c%d integer DEFAULT %d".formatted(table, number % 3, number);
      case 8 -> "ALTER TABLE %s DROP COLUMN c%d".formatted(table, number % 3);
      case 9 -> "ALTER TABLE %s ALTER COLUMN v TYPE bigint".formatted(table);
      case 10 -> "ALTER TABLE %s ALTER COLUMN v TYPE integer".formatted(table);
      case 11 ->
          "ALTER TABLE %s ADD CONSTRAINT %s_fk FOREIGN KEY (r) REFERENCES %s ON DELETE CASCADE"
              .formatted(table, table, table(random));
      case 12 -> "ALTER TABLE %s DROP CONSTRAINT IF EXISTS %s_fk".formatted(table, table);
      case 13 ->
          "ALTER TABLE %s ADD CONSTRAINT %s_c CHECK (v < 1000) NOT VALID".formatted(table, table);
      case 14 -> "ALTER TABLE %s VALIDATE CONSTRAINT %s_c".formatted(table, table);
      case 15 -> "ALTER TABLE %s RENAME TO t%d".formatted(table, random.nextInt(TABLES));
      case 16 ->
          "CREATE TABLE swapped (LIKE %1$s INCLUDING ALL); INSERT INTO swapped SELECT * FROM %1$s;"
                  .formatted(table)
              + " DROP TABLE %1$s CASCADE; ALTER TABLE swapped RENAME TO %1$s".formatted(table);
      case 17 -> "UPDATE %s SET id = id + 1000 WHERE id %% 10 = %d".formatted(table, number % 10);
      case 18, 19, 20 -> "UPDATE %s SET v = v + 1 WHERE id %% 5 = %d".formatted(table, number % 5);
      case 21, 22 ->
          "UPDATE %s SET s = s || '%d' WHERE v = %d".formatted(table, number, number % 7);
      case 23, 24, 25 -> "DELETE FROM %s WHERE id %% 6 = %d".formatted(table, number % 6);
      case 26 -> "UPDATE %s SET r = id WHERE v = %d".formatted(table, number % 7);
      case 27 -> "SELECT count(*) FROM (SELECT 1 FROM %s FOR UPDATE) x".formatted(table);
      default ->
          "INSERT INTO %s (id, v, s) SELECT g, g %% 7, repeat('x', g %% 50) FROM generate_series(%d, %d) g ON CONFLICT DO NOTHING"
              .formatted(table, number, number + random.nextInt(30));
    };
  }

  /** Not for a block. */
  static String alone(Random random) {
    String table = table(random);
    return switch (random.nextInt(5)) {
      case 0 -> "CREATE INDEX CONCURRENTLY %s_k ON %s (s)".formatted(table, table);
      case 1 -> "DROP INDEX CONCURRENTLY %s_k".formatted(table);
      case 2 -> "CHECKPOINT";
      default -> "VACUUM " + table;
    };
  }
}
