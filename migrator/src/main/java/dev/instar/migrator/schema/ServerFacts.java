package dev.instar.migrator.schema;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan must know of the server and of what a script's text means there.
 *
 * @param versionNumber {@code server_version_num}, such as 170005
 * @param version for readers, such as {@code PostgreSQL 17.5}
 * @param timeZone the TimeZone that the migration's sessions are pinned to
 * @param walLevel {@code wal_level}
 * @param functions the most volatile function of each name that the script calls, under the name as
 *     written, folded ({@code gen_random_uuid}, {@code app.f})
 * @param types the types that the script names beyond PostgreSQL's own, under the name as written,
 *     folded
 * @param partial whether the script itself brings in types that nobody has looked at, as extensions
 *     do
 * @param domains the uses of the domains whose checks the script changes, under the name as
 *     written, folded
 * @param present of the schemas and extensions that the script names, those that are there, as in
 *     {@code extension pgcrypto}
 * @param speeds how fast it was seen to work; a plan says it, and is no other one for it
 */
public record ServerFacts(
    int versionNumber,
    String version,
    String timeZone,
    String walLevel,
    Map<String, Volatility> functions,
    Map<String, ColumnType> types,
    boolean partial,
    Map<String, DomainUse> domains,
    Set<String> present,
    Speeds speeds) {
  public ServerFacts {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(timeZone, "timeZone");
    Objects.requireNonNull(walLevel, "walLevel");
    functions = Map.copyOf(functions);
    types = Map.copyOf(types);
    domains = Map.copyOf(domains);
    present = Set.copyOf(present);
    Objects.requireNonNull(speeds, "speeds");
  }

  /** What a server has, before any script. */
  public ServerFacts(
      int versionNumber,
      String version,
      String timeZone,
      String walLevel,
      Map<String, Volatility> functions,
      Map<String, ColumnType> types) {
    this(
        versionNumber,
        version,
        timeZone,
        walLevel,
        functions,
        types,
        false,
        Map.of(),
        Set.of(),
        Speeds.NONE);
  }

  /** The major version, such as 17. */
  public int major() {
    return versionNumber / 10_000;
  }

  /** Whether the server is of this major version or a later one. */
  public boolean atLeast(int major) {
    return major() >= major;
  }

  /** How volatile the functions of that name are; empty where there is none. */
  public Optional<Volatility> function(String nameAsWritten) {
    return Optional.ofNullable(functions.get(nameAsWritten));
  }

  /** The same without a schema or an extension, as in {@code extension pgcrypto}. */
  public ServerFacts withoutPresent(String object) {
    Set<String> left = new HashSet<>(present);
    left.remove(object);
    return withPresent(left);
  }

  /** The same with a type that the script makes. */
  public ServerFacts withType(String nameAsWritten, ColumnType type) {
    Map<String, ColumnType> more = new HashMap<>(types);
    more.put(nameAsWritten, type);
    return new ServerFacts(
        versionNumber,
        version,
        timeZone,
        walLevel,
        functions,
        more,
        partial,
        domains,
        present,
        speeds);
  }

  /** The same with the uses of domains. */
  public ServerFacts withDomains(Map<String, DomainUse> uses) {
    return new ServerFacts(
        versionNumber,
        version,
        timeZone,
        walLevel,
        functions,
        types,
        partial,
        uses,
        present,
        speeds);
  }

  /** The same with what is there of what a script names. */
  public ServerFacts withPresent(Set<String> objects) {
    return new ServerFacts(
        versionNumber,
        version,
        timeZone,
        walLevel,
        functions,
        types,
        partial,
        domains,
        objects,
        speeds);
  }

  /** The same with how fast the server was seen to work. */
  public ServerFacts withSpeeds(Speeds shown) {
    return new ServerFacts(
        versionNumber,
        version,
        timeZone,
        walLevel,
        functions,
        types,
        partial,
        domains,
        present,
        shown);
  }

  /** The same, after the script has brought in what nobody has looked at. */
  public ServerFacts withUnknownTypes() {
    return new ServerFacts(
        versionNumber,
        version,
        timeZone,
        walLevel,
        functions,
        types,
        true,
        domains,
        present,
        speeds);
  }

  /** The same with a function that the script makes. */
  public ServerFacts withFunction(String nameAsWritten, Volatility volatility) {
    Map<String, Volatility> more = new HashMap<>(functions);
    more.merge(nameAsWritten, volatility, (a, b) -> a.compareTo(b) > 0 ? a : b);
    return new ServerFacts(
        versionNumber, version, timeZone, walLevel, more, types, partial, domains, present, speeds);
  }

  /** How much a function's result may differ for the same arguments. Ordered, calmest first. */
  public enum Volatility {
    IMMUTABLE,
    STABLE,
    VOLATILE
  }
}
