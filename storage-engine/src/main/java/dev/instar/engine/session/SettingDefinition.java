package dev.instar.engine.session;

import java.util.List;

/**
 * A setting, as {@code pg_settings} describes it. Immutable.
 *
 * @param name in PostgreSQL's spelling; it is found in any
 * @param unit of a number without one: {@code ms}, {@code kB}, {@code 8kB} …; empty for none
 * @param initial its value before anybody sets it, as SHOW prints it without a unit
 * @param minimum of a number; empty for none
 * @param values of an enumeration
 * @param reported whether clients are told its value, and of each change
 */
public record SettingDefinition(
    String name,
    Type type,
    String unit,
    String initial,
    String minimum,
    String maximum,
    List<String> values,
    Context context,
    Effect effect,
    boolean reported) {
  public SettingDefinition {
    values = List.copyOf(values);
  }

  /** What its values are. */
  public enum Type {
    BOOL,
    INTEGER,
    REAL,
    STRING,
    ENUM
  }

  /** Who may change it, and when; {@code pg_settings.context}. */
  public enum Context {
    INTERNAL,
    POSTMASTER,
    SIGHUP,
    SUPERUSER_BACKEND,
    BACKEND,
    SUPERUSER,
    USER
  }

  /** What setting it does. */
  public enum Effect {
    /** The engine reads it. */
    ACTS,
    /** The engine behaves as its initial value says; any other is refused. */
    ONLY_INITIAL,
    /** It is about something the engine does not have: a size, a cost, a log. */
    NONE
  }
}
