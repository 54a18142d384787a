package dev.instar.engine.catalog;

import dev.instar.engine.type.DataType;
import dev.instar.engine.type.EnumType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

  static CatalogLookup of(Collection<CatalogObject> objects, Set<Long> newLabels) {
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
    sorted.forEach(object -> lookup.add(object, newLabels));
    return lookup;
  }

  private void add(CatalogObject object, Set<Long> newLabels) {
    switch (object) {
      case Schema schema -> schemas.put(schema.name(), schema);
      case Relation relation -> addRelation(relation);
      case Constraint constraint -> addConstraint(constraint);
      case UserEnum type -> {
        types.put(new Name(type.schema(), type.name()), type);
        EnumType dataType = type.type(newLabels);
        dataTypes.put(type.oid(), dataType);
        dataTypes.put(type.arrayOid(), type.arrayType(dataType));
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
