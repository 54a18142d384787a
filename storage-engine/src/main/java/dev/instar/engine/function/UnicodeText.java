package dev.instar.engine.function;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Collator;
import com.ibm.icu.text.RawCollationKey;
import com.ibm.icu.text.RuleBasedCollator;
import com.ibm.icu.util.ULocale;
import dev.instar.engine.type.Utf8;
import java.util.Arrays;

/**
 * Text as Unicode's algorithms have it, by ICU: the root order of CLDR (UTS #10, UTS #35), and full
 * case mappings. What is equal in that order is ordered by its bytes, as PostgreSQL does. Nothing
 * else knows ICU, so that a process without such a collation does not load it. Thread-safe.
 */
final class UnicodeText {
  private static final RuleBasedCollator ORDER =
      (RuleBasedCollator) Collator.getInstance(ULocale.ROOT).freeze();

  /** One a thread: a frozen one lets in one thread at a time. */
  private static final ThreadLocal<RuleBasedCollator> OWN =
      ThreadLocal.withInitial(ORDER::cloneAsThawed);

  private UnicodeText() {}

  static int compare(String left, String right) {
    int order = OWN.get().compare(left, right);
    return order != 0 ? order : Utf8.compare(left, right);
  }

  /**
   * Bytes whose order, as unsigned numbers, is that of the texts before their bytes decide. The
   * last is 0, and no other.
   */
  static byte[] sortKey(String text) {
    RawCollationKey key = OWN.get().getRawCollationKey(text, null);
    return Arrays.copyOf(key.bytes, key.size);
  }

  /** As {@code collversion} has it: two numbers, and what else is not 0. */
  static String version() {
    String[] parts = ORDER.getVersion().toString().split("\\.", -1);
    int count = parts.length;
    while (count > 2 && parts[count - 1].equals("0")) {
      count--;
    }
    return String.join(".", Arrays.copyOf(parts, count));
  }

  static String lower(String text) {
    return UCharacter.toLowerCase(ULocale.ROOT, text);
  }

  static String upper(String text) {
    return UCharacter.toUpperCase(ULocale.ROOT, text);
  }

  static String title(String text) {
    return UCharacter.toTitleCase(ULocale.ROOT, text, null);
  }
}
