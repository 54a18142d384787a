package dev.instar.migrator.report.annotation;

import dev.instar.migrator.plan.Finding;
import dev.instar.migrator.plan.Place;
import dev.instar.migrator.plan.Plan;
import dev.instar.migrator.plan.StatementPlan;
import dev.instar.migrator.report.Wording;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something to be shown beside a place of the script: a finding or a refusal.
 *
 * @param level how bad
 * @param code of the finding, or of the refusal
 * @param message what
 * @param advice what to do; may be empty
 * @param place where; the whole statement, if the finding names no part of it
 * @param accepted why it stops nothing, if somebody accepted it
 * @param stands whether it is so when Instar carries the statement out, too
 * @param fingerprint by which a tool knows it again when lines have moved: of the code and of the
 *     statement's text, blanks apart, and counted where both are the same. Not of the message,
 *     which says how long things take today
 */
record Annotation(
    Level level,
    String code,
    String message,
    String advice,
    Place place,
    Optional<String> accepted,
    boolean stands,
    String fingerprint) {

  /** How bad; the worst last. */
  enum Level {
    INFO,
    WARNING,
    HAZARD,
    REFUSAL;

    static Level of(Finding.Severity severity) {
      return switch (severity) {
        case INFO -> INFO;
        case WARNING -> WARNING;
        case HAZARD -> HAZARD;
      };
    }
  }

  /** All of a plan's, in the order of its statements, a refusal before what was found. */
  static List<Annotation> of(Plan plan) {
    List<Annotation> annotations = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (StatementPlan statement : plan.statements()) {
      Place whole = Place.of(statement.line(), statement.column(), statement.text());
      statement
          .refusal()
          .ifPresent(
              r ->
                  annotations.add(
                      new Annotation(
                          Level.REFUSAL,
                          r.code(),
                          r.reason(),
                          r.alternative(),
                          whole,
                          Optional.empty(),
                          true,
                          fingerprint(r.code(), statement, seen))));
      for (Finding finding : statement.findings()) {
        annotations.add(
            new Annotation(
                Level.of(finding.severity()),
                finding.code(),
                finding.message(),
                advice(statement, finding),
                finding.place().orElse(whole),
                finding.accepted(),
                finding.remains(),
                fingerprint(finding.code(), statement, seen)));
      }
    }
    return annotations;
  }

  private static String advice(StatementPlan statement, Finding finding) {
    return finding.advice().isEmpty() && !finding.remains() && statement.refusal().isEmpty()
        ? "`instar migrate` avoids it."
        : finding.advice();
  }

  /** Message, advice and acceptance as sentences, one after the other. */
  String words() {
    StringBuilder words = new StringBuilder(Wording.sentence(message));
    if (!advice.isEmpty()) {
      words.append(' ').append(Wording.sentence(advice));
    }
    accepted.ifPresent(reason -> words.append(" Accepted: ").append(Wording.sentence(reason)));
    return words.toString();
  }

  private static String fingerprint(
      String code, StatementPlan statement, Map<String, Integer> seen) {
    String about = code + "\n" + statement.text().strip().replaceAll("\\s+", " ");
    int count = seen.merge(about, 1, Integer::sum);
    return digest(about + "\n" + count);
  }

  /** SHA-256 in hexadecimal. */
  static String digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
