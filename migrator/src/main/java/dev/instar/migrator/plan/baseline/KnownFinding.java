package dev.instar.migrator.plan.baseline;

import dev.instar.engine.sql.SqlWords;
import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.StatementPlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A finding as a baseline knows it: wherever its statement stands in the file, and however it is
 * laid out.
 *
 * @param file the script's name
 * @param code the finding's
 * @param statement the beginning of the sha-256 of the statement's words, in hexadecimal
 * @param message the finding's; how long somebody waits in it is an estimate, and tells no two
 *     findings apart
 */
record KnownFinding(String file, String code, String statement, String message)
    implements Comparable<KnownFinding> {
  private static final Comparator<KnownFinding> ORDER =
      Comparator.comparing(KnownFinding::file)
          .thenComparing(KnownFinding::statement)
          .thenComparing(KnownFinding::code)
          .thenComparing(KnownFinding::message);

  /** 64 bits: a file has a few statements. */
  private static final int DIGEST_DIGITS = 16;

  KnownFinding {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(statement, "statement");
    Objects.requireNonNull(message, "message");
  }

  static KnownFinding of(String file, StatementPlan statement, Finding finding) {
    return new KnownFinding(file, finding.code(), digest(statement.text()), finding.message());
  }

  /** Whether the other is the same finding, perhaps of another day. */
  boolean is(KnownFinding other) {
    return file.equals(other.file)
        && code.equals(other.code)
        && statement.equals(other.statement)
        && withoutTime(message).equals(withoutTime(other.message));
  }

  private static String withoutTime(String message) {
    return message
        .replaceFirst(" wait for .*$", "")
        .replaceFirst("(until its end|through this statement), [^,]+, and ", "$1, and ");
  }

  private static String digest(String statement) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(SqlWords.of(statement).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGEST_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int compareTo(KnownFinding other) {
    return ORDER.compare(this, other);
  }
}
