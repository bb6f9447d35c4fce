package io.github.sparkndarray.shape;

import org.jspecify.annotations.Nullable;

/** One item between the brackets of {@code x[...]}. */
public sealed interface Index {

  /** An integer, which takes its axis away; negative counts from the end. */
  record At(long position) implements Index {}

  /** A Python slice; null stands for what was left out. */
  record Range(@Nullable Long start, @Nullable Long stop, @Nullable Long step) implements Index {
    /** {@code :}. */
    public static final Range ALL = new Range(null, null, null);
  }

  /** {@code None} or {@code np.newaxis}: a new axis of extent 1. */
  record NewAxis() implements Index {}

  /** {@code ...}: as many {@code :} as are missing. */
  record Ellipsis() implements Index {}
}
