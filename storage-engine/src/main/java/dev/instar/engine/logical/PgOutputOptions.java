package dev.instar.engine.logical;

import dev.instar.engine.error.SqlException;
import dev.instar.engine.error.SqlState;
import java.util.List;
import java.util.Map;

/**
 * What a reader asks of pgoutput; PostgreSQL's {@code parse_output_parameters}.
 *
 * @param version of the protocol, 1 to 4; they differ in what is refused here
 * @param binary whether values come in their binary form
 * @param messages whether logical messages are told
 * @param localOnly whether what came from a replication origin is left out
 */
record PgOutputOptions(
    int version, List<String> publications, boolean binary, boolean messages, boolean localOnly) {
  private static final int VERSION_MAX = 4;

  PgOutputOptions {
    publications = List.copyOf(publications);
  }

  /** Collects options one by one. */
  private static final class Parsing {
    private long version;
    private boolean hasVersion;
    private List<String> publications;
    private Boolean binary;
    private Boolean messages;
    private Boolean streaming;
    private Boolean twoPhase;
    private String origin;

    private void add(String name, String value) {
      switch (name) {
        case "proto_version" -> {
          requireFirst(!hasVersion);
          version = version(value);
          hasVersion = true;
        }
        case "publication_names" -> {
          requireFirst(publications == null);
          publications = QuotedNames.split(value);
        }
        case "binary" -> {
          requireFirst(binary == null);
          binary = bool(name, value);
        }
        case "messages" -> {
          requireFirst(messages == null);
          messages = bool(name, value);
        }
        case "streaming" -> {
          requireFirst(streaming == null);
          streaming = value.equalsIgnoreCase("parallel") || bool(name, value);
        }
        case "two_phase" -> {
          requireFirst(twoPhase == null);
          twoPhase = bool(name, value);
        }
        case "origin" -> {
          requireFirst(origin == null);
          origin = origin(value);
        }
        default ->
            throw new SqlException(
                SqlState.INTERNAL_ERROR, "unrecognized pgoutput option: " + name);
      }
    }

    private static void requireFirst(boolean first) {
      if (!first) {
        throw new SqlException(SqlState.SYNTAX_ERROR, "conflicting or redundant options");
      }
    }
  }

  /**
   * @param options by name, in the order in which they were given
   * @throws SqlException as PostgreSQL; 0A000 for streaming and two_phase
   */
  static PgOutputOptions parse(List<Map.Entry<String, String>> options) {
    Parsing parsing = new Parsing();
    options.forEach(option -> parsing.add(option.getKey(), option.getValue()));
    if (!parsing.hasVersion) {
      throw invalid("option \"proto_version\" missing");
    }
    if (parsing.publications == null) {
      throw invalid("option \"publication_names\" missing");
    }
    if (parsing.version > VERSION_MAX) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "client sent proto_version=%d but server only supports protocol %d or lower"
              .formatted(parsing.version, VERSION_MAX));
    }
    if (parsing.version < 1) {
      throw new SqlException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "client sent proto_version=%d but server only supports protocol %d or higher"
              .formatted(parsing.version, 1));
    }
    if (Boolean.TRUE.equals(parsing.streaming)) {
      throw SqlException.unsupported("streaming of transactions in progress");
    }
    if (Boolean.TRUE.equals(parsing.twoPhase)) {
      throw SqlException.unsupported("decoding of prepared transactions");
    }
    return new PgOutputOptions(
        (int) parsing.version,
        parsing.publications,
        Boolean.TRUE.equals(parsing.binary),
        Boolean.TRUE.equals(parsing.messages),
        "none".equals(parsing.origin));
  }

  private static long version(String value) {
    try {
      long version = Long.parseLong(value.strip());
      if (version < 0 || version > 0xFFFF_FFFFL) {
        throw invalid("proto_version \"" + value + "\" out of range");
      }
      return version;
    } catch (NumberFormatException e) {
      throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "invalid proto_version", e);
    }
  }

  private static String origin(String value) {
    if (value.equalsIgnoreCase("none") || value.equalsIgnoreCase("any")) {
      return value.equalsIgnoreCase("none") ? "none" : "any";
    }
    throw invalid("unrecognized origin value: \"" + value + "\"");
  }

  /** As PostgreSQL's {@code defGetBoolean}. */
  static boolean bool(String name, String value) {
    return switch (value.toLowerCase(java.util.Locale.ROOT)) {
      case "true", "on", "1" -> true;
      case "false", "off", "0" -> false;
      default -> throw new SqlException(SqlState.SYNTAX_ERROR, name + " requires a Boolean value");
    };
  }

  private static SqlException invalid(String message) {
    return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message);
  }
}
