package io.github.sparkndarray.execution.shuffle;

import java.util.List;

/** The types that tasks of shuffles send to each other, for serializers that ask. */
public final class ShuffleTypes {
  private ShuffleTypes() {}

  /** All of them, which Java's own serialization takes. */
  public static List<Class<?>> all() {
    return List.of(
        FlatRuns.class,
        Updates.Update.class,
        SortedPart.class,
        Cuts.class,
        Cuts.Cut.class,
        LongSelect.Known.class,
        SoughtKeys.class,
        KeyCounts.class);
  }
}
