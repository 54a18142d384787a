package dev.instar.migrator.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a plan was made for, part by part, so that it can be said what has changed since. Sizes and
 * statistics are no part of it: they change while nobody changes the schema.
 *
 * @param objects the server and the tables, each with its parts: {@code "table public.orders" →
 *     {"column id" → "integer #9f86d081…", …}}. A value is what a reader is told, or the {@link
 *     #digest} of what would be too long, or both
 */
public record Foundation(SortedMap<String, SortedMap<String, String>> objects) {
  /** The part by which a table is known whatever it is called. */
  public static final String OID = "oid";

  /** The part that is spoken of only where no other tells what has changed. */
  public static final String WHOLE = "it";

  private static final String DIGEST = "#";

  private static final Pattern AT_END = Pattern.compile(DIGEST + "[0-9a-f]+$");

  public Foundation {
    SortedMap<String, SortedMap<String, String>> copy = new TreeMap<>();
    objects.forEach(
        (object, parts) ->
            copy.put(object, Collections.unmodifiableSortedMap(new TreeMap<>(parts))));
    objects = Collections.unmodifiableSortedMap(copy);
  }

  /** The sha-256 of all of it, in hexadecimal. */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    objects.forEach(
        (object, parts) -> {
          text.append(object).append('\n');
          parts.forEach(
              (part, value) -> text.append(part).append('\u001f').append(value).append('\n'));
          text.append('\n');
        });
    return sha256(text.toString());
  }

  /** What stands for a value that would be too long. */
  public static String digest(String value) {
    return DIGEST + sha256(value);
  }

  /**
   * What is different now, in words, each naming the object: {@code table public.orders: column id
   * was integer, is bigint}.
   *
   * @param renamed what objects that are gone are called now, where that is known
   */
  public List<String> differences(Foundation now, Map<String, String> renamed) {
    List<String> differences = new ArrayList<>();
    for (String object : both(objects, now.objects)) {
      SortedMap<String, String> before = objects.get(object);
      SortedMap<String, String> after = now.objects.get(object);
      if (after == null) {
        String name = renamed.get(object);
        differences.add(object + (name == null ? " is gone" : " is called " + name + " now"));
      } else if (before == null) {
        differences.add(object + " is new");
      } else if (!Objects.equals(before.get(OID), after.get(OID))) {
        differences.add(object + " is another one: made anew, or of another database");
      } else {
        List<String> parts = parts(before, after);
        parts.forEach(part -> differences.add(object + ": " + part));
        if (parts.isEmpty() && !before.equals(after)) {
          differences.add(object + " has changed");
        }
      }
    }
    return differences;
  }

  private static List<String> parts(SortedMap<String, String> then, SortedMap<String, String> now) {
    List<String> parts = new ArrayList<>();
    for (String part : both(then, now)) {
      String before = then.get(part);
      String after = now.get(part);
      if (!part.equals(WHOLE) && !Objects.equals(before, after)) {
        parts.add(part + change(before, after));
      }
    }
    return parts;
  }

  private static String change(String before, String after) {
    if (before == null) {
      return " is new" + behind(": ", told(after));
    }
    if (after == null) {
      return " is gone" + behind(", was ", told(before));
    }
    String was = told(before);
    String is = told(after);
    return was.equals(is) ? " has changed" : " was " + was + ", is " + is;
  }

  private static String behind(String link, String told) {
    return told.isEmpty() ? "" : link + told;
  }

  /** A value without its digest. */
  private static String told(String value) {
    return AT_END.matcher(value).replaceFirst("").strip();
  }

  private static TreeSet<String> both(Map<String, ?> one, Map<String, ?> other) {
    TreeSet<String> both = new TreeSet<>(one.keySet());
    both.addAll(other.keySet());
    return both;
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
