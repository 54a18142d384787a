package dev.instar.engine.lock;

/**
 * Which lock modes exclude which, read from a square of text: x where they do, a dot where not. The
 * square must be symmetric, because excluding each other is.
 */
final class ConflictTable {
  private final int[] masks;

  ConflictTable(String... rows) {
    masks = new int[rows.length];
    for (int row = 0; row < rows.length; row++) {
      String cells = rows[row].replace(" ", "");
      if (cells.length() != rows.length) {
        throw new IllegalArgumentException("not square: row " + row);
      }
      for (int column = 0; column < rows.length; column++) {
        switch (cells.charAt(column)) {
          case 'x' -> masks[row] |= 1 << column;
          case '.' -> {}
          default -> throw new IllegalArgumentException("neither x nor dot: row " + row);
        }
      }
    }
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < row; column++) {
        if (((masks[row] >> column) & 1) != ((masks[column] >> row) & 1)) {
          throw new IllegalArgumentException("not symmetric: " + row + ", " + column);
        }
      }
    }
  }

  /** The modes that the given one excludes: bit n for the mode with index n. */
  int mask(int mode) {
    return masks[mode];
  }
}
