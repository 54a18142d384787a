package dev.instar.engine.function;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import dev.instar.engine.type.ArrayType;
import dev.instar.engine.type.ArrayValue;
import dev.instar.engine.type.DataType;
import dev.instar.engine.type.FoldedText;
import dev.instar.engine.type.PaddedText;
import dev.instar.engine.type.Types;
import dev.instar.engine.type.Utf8;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How text is ordered and which letters belong together: a line of {@code pg_collation}. There are
 * two orders, that of the code points and Unicode's ({@link UnicodeText}), each under several
 * names. All are deterministic: text is equal where its bytes are.
 */
public enum Collation {
  /** The database's: as PostgreSQL with the locale C.UTF-8. */
  DEFAULT("default", Letters.ALL),
  C("C", Letters.ASCII),
  POSIX("POSIX", Letters.ASCII),
  UCS_BASIC("ucs_basic", Letters.ASCII),
  C_UTF8("C.utf8", Letters.ALL),
  PG_C_UTF8("pg_c_utf8", Letters.ALL),
  UNICODE("unicode", Letters.UNICODE),
  ROOT("und-x-icu", Letters.UNICODE),
  /** English changes nothing in Unicode's order. */
  ENGLISH("en-x-icu", Letters.UNICODE),
  /** Of text about whose collation columns disagree: what depends on it fails with 42P22. */
  INDETERMINATE("(null)", Letters.NONE);

  private static final Map<String, Collation> BY_NAME =
      Arrays.stream(values())
          .filter(collation -> collation != INDETERMINATE)
          .collect(Collectors.toUnmodifiableMap(Collation::sqlName, Function.identity()));

  private final String sqlName;
  private final Letters letters;

  Collation(String sqlName, Letters letters) {
    this.sqlName = sqlName;
    this.letters = letters;
  }

  /** That of a name in {@code pg_catalog}. */
  public static Optional<Collation> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * That of a stored column or key.
   *
   * @param name empty for the type's own
   */
  public static Collation stored(Optional<String> name, DataType type) {
    return name.map(BY_NAME::get).orElseGet(() -> of(type));
  }

  /** What values of a type have that nobody gave another: {@code typcollation}. */
  public static Collation of(DataType type) {
    return type.element().orElse(type).oid() == Types.NAME.oid() ? C : DEFAULT;
  }

  /** Whether values of a type have a collation. */
  public static boolean isCollatable(DataType type) {
    return type.category() == 'S' || type.element().map(Collation::isCollatable).orElse(false);
  }

  /** Its name for the catalog: empty if values of the type have it anyway. */
  public Optional<String> nameBeside(DataType type) {
    return this == of(type) ? Optional.empty() : Optional.of(sqlName);
  }

  /** {@code collname}. */
  public String sqlName() {
    return sqlName;
  }

  /** Whether its order is Unicode's and not that of the code points. */
  public boolean isLinguistic() {
    return letters == Letters.UNICODE;
  }

  public boolean ordersAs(Collation other) {
    return this != INDETERMINATE
        && other != INDETERMINATE
        && isLinguistic() == other.isLinguistic();
  }

  /**
   * @throws SqlException with 42P22 if it is indeterminate
   */
  public int compare(String left, String right) {
    return switch (letters) {
      case ASCII, ALL -> Utf8.compare(left, right);
      case UNICODE -> UnicodeText.compare(left, right);
      case NONE -> throw indeterminate("string comparison");
    };
  }

  /** Compares values of a collatable type, neither of them null. */
  public int compare(DataType type, Object left, Object right) {
    return type.element().isPresent()
        ? order(type).compare(left, right)
        : compare(text(left), text(right));
  }

  /** The order of a type's values, which are not null: of what has no collation, the type's. */
  public Comparator<Object> order(DataType type) {
    if (!isCollatable(type)) {
      return type::compare;
    }
    if (type.element().isEmpty()) {
      return (a, b) -> compare(text(a), text(b));
    }
    Comparator<Object> elements = order(type.element().get());
    return (a, b) -> ArrayType.compare((ArrayValue) a, (ArrayValue) b, elements);
  }

  /** A value of a collatable type as the text that it is compared by. */
  public static String text(Object value) {
    return switch (value) {
      case String text -> text;
      case PaddedText padded -> padded.stripped();
      case FoldedText folded -> folded.folded();
      default -> throw new IllegalArgumentException(value.getClass().getName());
    };
  }

  /** See {@link UnicodeText#sortKey}; of a linguistic one only. */
  public byte[] sortKey(String text) {
    return UnicodeText.sortKey(text);
  }

  /** {@code collversion} as it is now; empty where the order never changes. */
  public Optional<String> version() {
    return isLinguistic() ? Optional.of(UnicodeText.version()) : Optional.empty();
  }

  String lower(String text) {
    return letters.lower(text);
  }

  String upper(String text) {
    return letters.upper(text);
  }

  String initcap(String text) {
    return letters.title(text);
  }

  /** What is thrown where a collation is needed for something and is {@link #INDETERMINATE}. */
  public static SqlException indeterminate(String what) {
    return new SqlException(
            SqlState.INDETERMINATE_COLLATION,
            "could not determine which collation to use for " + what)
        .with(SqlException.Field.HINT, "Use the COLLATE clause to set the collation explicitly.");
  }
}
