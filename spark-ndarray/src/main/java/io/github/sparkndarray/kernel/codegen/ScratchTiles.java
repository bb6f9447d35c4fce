package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The scratch tiles of a class; a tile is used again when its values have been read. */
final class ScratchTiles {
  private final List<DType> dtypes;
  private final Map<Node, Integer> slots = new HashMap<>();
  private final Map<DType, Deque<Integer>> free = new EnumMap<>(DType.class);

  /** Tiles are added to those of the class. */
  ScratchTiles(List<DType> dtypes) {
    this.dtypes = dtypes;
  }

  int allocate(DType dtype) {
    Deque<Integer> unused = free.get(dtype);
    if (unused != null && !unused.isEmpty()) {
      return unused.pop();
    }
    dtypes.add(dtype);
    return dtypes.size() - 1;
  }

  void release(int slot) {
    free.computeIfAbsent(dtypes.get(slot), dtype -> new ArrayDeque<>()).push(slot);
  }

  /** Gives a node a tile. */
  void hold(Node node) {
    if (!slots.containsKey(node)) {
      slots.put(node, allocate(node.dtype()));
    }
  }

  void release(Node node) {
    Integer slot = slots.get(node);
    if (slot != null) {
      release(slot);
    }
  }

  int slot(Node node) {
    Integer slot = slots.get(node);
    if (slot == null) {
      throw new IllegalStateException("no tile holds " + node);
    }
    return slot;
  }
}
