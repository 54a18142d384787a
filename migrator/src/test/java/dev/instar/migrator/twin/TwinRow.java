package dev.instar.migrator.twin;

import java.util.UUID;

/**
 * A row as its writer remembers it.
 *
 * @param id what finds its image in the twin
 * @param number the number of its key, see {@link KeyKind#values}
 * @param code its value in {@link TwinTable#CODE}, or null
 * @param rank its value in {@link TwinTable#RANK}, or null
 */
record TwinRow(UUID id, long number, Integer code, Integer rank) {
  TwinRow withNumber(long other) {
    return new TwinRow(id, other, code, rank);
  }

  TwinRow withUnique(Integer otherCode, Integer otherRank) {
    return new TwinRow(id, number, otherCode, otherRank);
  }
}
