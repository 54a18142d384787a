package dev.instar.engine.catalog;

import dev.instar.engine.type.DataType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The ways into a catalog other than by OID; made when the first is asked for. */
record CatalogLookup(
    List<CatalogObject> byOid,
    Map<String, Schema> schemas,
    Map<Name, Relation> relations,
    Map<Name, UserEnum> types,
    Map<Integer, DataType> dataTypes,
    Map<Integer, List<Index>> indexes,
    Map<Integer, List<Constraint>> constraints,
    Map<Integer, List<Constraint.ForeignKey>> referencing,
    Map<Integer, List<Sequence>> sequences,
    Map<Part, Comment> comments,
    Map<String, Role> roles,
    Map<String, DatabaseEntry> databases,
    Map<String, Publication> publications) {

  /** A name within a schema. */
  record Name(int schema, String name) {}

  /** A column of an object, or the object itself. */
  record Part(int object, int number) {}

  static CatalogLookup of(Collection<CatalogObject> objects) {
    List<CatalogObject> sorted = new ArrayList<>(objects);
    sorted.sort(Comparator.comparingLong(object -> Integer.toUnsignedLong(object.oid())));
    CatalogLookup lookup =
        new CatalogLookup(
            sorted,
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>(),
            new HashMap<>());
    sorted.forEach(lookup::add);
    return lookup;
  }

  private void add(CatalogObject object) {
    switch (object) {
      case Schema schema -> schemas.put(schema.name(), schema);
      case Relation relation -> addRelation(relation);
      case Constraint constraint -> addConstraint(constraint);
      case UserEnum type -> {
        types.put(new Name(type.schema(), type.name()), type);
        dataTypes.put(type.oid(), type.type());
        dataTypes.put(type.arrayOid(), type.arrayType());
      }
      case Publication publication -> publications.put(publication.name(), publication);
      case Comment comment -> comments.put(new Part(comment.object(), comment.part()), comment);
      case Role role -> roles.put(role.name(), role);
      case DatabaseEntry database -> databases.put(database.name(), database);
      case Extension extension -> {}
    }
  }

  private void addRelation(Relation relation) {
    relations.put(new Name(relation.schema(), relation.name()), relation);
    if (relation instanceof Index index) {
      listOf(indexes, index.table()).add(index);
    }
    if (relation instanceof Sequence sequence && sequence.ownedBy().isPresent()) {
      listOf(sequences, sequence.ownedBy().get().table()).add(sequence);
    }
  }

  private void addConstraint(Constraint constraint) {
    listOf(constraints, constraint.table()).add(constraint);
    if (constraint instanceof Constraint.ForeignKey key) {
      listOf(referencing, key.referenced()).add(key);
    }
  }

  private static <T> List<T> listOf(Map<Integer, List<T>> map, int key) {
    return map.computeIfAbsent(key, any -> new ArrayList<>());
  }
}
