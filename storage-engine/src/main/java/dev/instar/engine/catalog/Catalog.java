package dev.instar.engine.catalog;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * All objects of one database as somebody sees them at one moment; or, in a catalog of its own,
 * what all databases share: roles and databases. Immutable, so that a statement that was understood
 * with a catalog is still right as long as the session's catalog is the very same object.
 */
public final class Catalog {
  private final Map<Integer, CatalogObject> objects;

  /** The labels of enums that only their own transaction knows, which it may not use yet. */
  private final Set<Long> newLabels;

  private volatile CatalogLookup lookup;
  private final Map<Object, Object> derived = new ConcurrentHashMap<>();

  private Catalog(Map<Integer, CatalogObject> objects, Set<Long> newLabels) {
    this.objects = objects;
    this.newLabels = newLabels;
  }

  public static Catalog of(Collection<? extends CatalogObject> objects) {
    Map<Integer, CatalogObject> map = new HashMap<>();
    objects.forEach(object -> map.put(object.oid(), object));
    return new Catalog(map, Set.of());
  }

  /** This catalog with some objects in place of others; an empty value removes one. */
  public Catalog with(Map<Integer, Optional<CatalogObject>> changes) {
    return with(changes, Set.of());
  }

  /** This catalog, of what is committed, as the transaction sees it that makes these changes. */
  Catalog withOwn(Map<Integer, Optional<CatalogObject>> changes) {
    Set<Long> added = new HashSet<>();
    changes.forEach(
        (oid, object) -> {
          if (objects.get(oid) instanceof UserEnum before
              && object.orElse(null) instanceof UserEnum now) {
            now.labels().forEach(label -> added.add(label.oid()));
            before.labels().forEach(label -> added.remove(label.oid()));
          }
        });
    return with(changes, added);
  }

  private Catalog with(Map<Integer, Optional<CatalogObject>> changes, Set<Long> added) {
    Map<Integer, CatalogObject> changed = new HashMap<>(objects);
    changes.forEach(
        (oid, object) ->
            object.ifPresentOrElse(now -> changed.put(oid, now), () -> changed.remove(oid)));
    return new Catalog(changed, added);
  }

  /** All objects, in no order. */
  public Collection<CatalogObject> objects() {
    return Collections.unmodifiableCollection(objects.values());
  }

  /** All objects of a kind, by OID. */
  public <T extends CatalogObject> List<T> all(Class<T> kind) {
    List<T> found = new ArrayList<>();
    for (CatalogObject object : lookup().byOid()) {
      if (kind.isInstance(object)) {
        found.add(kind.cast(object));
      }
    }
    return found;
  }

  public Optional<CatalogObject> find(int oid) {
    return Optional.ofNullable(objects.get(oid));
  }

  /** An object that must be there, because another one refers to it. */
  public <T extends CatalogObject> T get(Class<T> kind, int oid) {
    return kind.cast(objects.get(oid));
  }

  public Optional<Schema> schema(String name) {
    return Optional.ofNullable(lookup().schemas().get(name));
  }

  public Optional<Extension> extension(String name) {
    return all(Extension.class).stream().filter(e -> e.name().equals(name)).findFirst();
  }

  public Optional<Relation> relation(int schema, String name) {
    return Optional.ofNullable(lookup().relations().get(new CatalogLookup.Name(schema, name)));
  }

  public Optional<UserEnum> userType(int schema, String name) {
    return Optional.ofNullable(lookup().types().get(new CatalogLookup.Name(schema, name)));
  }

  /** A table's indexes, by OID. */
  public List<Index> indexes(int table) {
    return lookup().indexes().getOrDefault(table, List.of());
  }

  /** A table's constraints, by OID. */
  public List<Constraint> constraints(int table) {
    return lookup().constraints().getOrDefault(table, List.of());
  }

  /** The foreign keys that refer to a table, its own ones included. */
  public List<Constraint.ForeignKey> referencing(int table) {
    return lookup().referencing().getOrDefault(table, List.of());
  }

  /** Sequences that belong to a table's columns. */
  public List<Sequence> ownedSequences(int table) {
    return lookup().sequences().getOrDefault(table, List.of());
  }

  public Optional<Comment> comment(int object, int part) {
    return Optional.ofNullable(lookup().comments().get(new CatalogLookup.Part(object, part)));
  }

  public Optional<Role> role(String name) {
    return Optional.ofNullable(lookup().roles().get(name));
  }

  public Optional<DatabaseEntry> database(String name) {
    return Optional.ofNullable(lookup().databases().get(name));
  }

  public Optional<Publication> publication(String name) {
    return Optional.ofNullable(lookup().publications().get(name));
  }

  /** All publications, in no order. */
  public Collection<Publication> publications() {
    return lookup().publications().values();
  }

  /** A type by its OID: a built-in one, a user's enum, or the array over it. */
  public Optional<DataType> type(int oid) {
    Optional<DataType> builtIn = Types.byOid(oid);
    return builtIn.isPresent() ? builtIn : Optional.ofNullable(lookup().dataTypes().get(oid));
  }

  /**
   * What somebody has made of this catalog, kept as long as it is: whatever depends on nothing but
   * its objects is right until then.
   *
   * @param key whose class tells apart who asks
   */
  public <T> T derived(Object key, Class<T> kind, Function<Catalog, T> maker) {
    Object known = derived.get(key);
    if (known == null) {
      // Not computeIfAbsent: what is made may need other things that are derived.
      T made = maker.apply(this);
      Object other = derived.putIfAbsent(key, made);
      known = other == null ? made : other;
    }
    return kind.cast(known);
  }

  private CatalogLookup lookup() {
    CatalogLookup known = lookup;
    if (known == null) {
      known = CatalogLookup.of(objects.values(), newLabels);
      lookup = known;
    }
    return known;
  }
}
