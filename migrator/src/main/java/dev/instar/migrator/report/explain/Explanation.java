package dev.instar.migrator.report.explain;

import dev.instar.migrator.error.ErrorCode;
import dev.instar.migrator.plan.FindingCode;
import dev.instar.migrator.plan.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a code means: a page in Markdown that begins
 *
 * <pre>
 * # LOCK-REWRITE: the table is written anew under a lock
 *
 * **Hazard** of the statement as written; Instar's steps avoid it.
 *
 * What it is, in a sentence or two.
 * </pre>
 *
 * and goes on with sections. Every {@link FindingCode} has one, and every {@link ErrorCode} with
 * which a statement is refused.
 *
 * @param code as users write it
 * @param markdown the page
 */
public record Explanation(String code, String markdown) {
  private static final Pattern LINK = Pattern.compile("\\]\\((https://[^)]+)\\)");

  public Explanation {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(markdown, "markdown");
  }

  /** All, findings first, in the order of the codes. */
  public static List<Explanation> all() {
    return codes().flatMap(code -> page(code).stream()).toList();
  }

  /** The explanation of a code, in capitals or not, hyphens and underscores alike. */
  public static Optional<Explanation> of(String code) {
    return codes()
        .filter(known -> Spelling.plain(known).equals(Spelling.plain(code)))
        .flatMap(known -> page(known).stream())
        .findFirst();
  }

  /** The codes that somebody may have meant, nearest first. */
  public static List<String> similar(String code) {
    return Spelling.near(code, all().stream().map(Explanation::code));
  }

  /** The codes that a page may explain. */
  private static Stream<String> codes() {
    return Stream.concat(
        Arrays.stream(FindingCode.values()).map(FindingCode::code),
        Arrays.stream(ErrorCode.values()).map(ErrorCode::name));
  }

  private static Optional<Explanation> page(String code) {
    try (InputStream stream = Explanation.class.getResourceAsStream(code + ".md")) {
      return stream == null
          ? Optional.empty()
          : Optional.of(
              new Explanation(code, new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it is, in a few words: those behind the code in the heading. */
  public String title() {
    return paragraph(0).replaceFirst("^# [^:]*: ", "");
  }

  /** How bad it is, and whether it stands. */
  String kind() {
    return paragraph(1);
  }

  /** What it is, in a sentence or two. */
  public String summary() {
    return paragraph(2).replaceAll("[*`]", "");
  }

  private String paragraph(int number) {
    return markdown.split("\n\n", -1)[number].replace('\n', ' ').strip();
  }

  /** Where the facts are from: the page's first link, PostgreSQL's documentation usually. */
  public Optional<String> source() {
    Matcher link = LINK.matcher(markdown);
    return link.find() ? Optional.of(link.group(1)) : Optional.empty();
  }
}
