package io.github.sparkndarray.api;

import io.github.sparkndarray.shape.Index;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One item of {@link NDArray#at(Slice...)}: what stands between commas in {@code x[..., ...]}. */
public final class Slice {
  private final Index index;

  private Slice(Index index) {
    this.index = index;
  }

  /** {@code :}, the whole axis. */
  public static Slice all() {
    return new Slice(Index.Range.ALL);
  }

  /** {@code start:stop}. */
  public static Slice of(long start, long stop) {
    return new Slice(new Index.Range(start, stop, null));
  }

  /** {@code start:stop:step}; null stands for what is left out. */
  public static Slice of(@Nullable Long start, @Nullable Long stop, long step) {
    return new Slice(new Index.Range(start, stop, step));
  }

  /** {@code start:}. */
  public static Slice from(long start) {
    return new Slice(new Index.Range(start, null, null));
  }

  /** {@code :stop}. */
  public static Slice to(long stop) {
    return new Slice(new Index.Range(null, stop, null));
  }

  /** One position, which takes the axis away; negative counts from the end. */
  public static Slice index(long position) {
    return new Slice(new Index.At(position));
  }

  /** {@code None} or {@code np.newaxis}: a new axis of extent 1. */
  public static Slice newAxis() {
    return new Slice(new Index.NewAxis());
  }

  /** {@code ...}: as many whole axes as are missing. */
  public static Slice ellipsis() {
    return new Slice(new Index.Ellipsis());
  }

  Index toIndex() {
    return index;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Slice that && index.equals(that.index);
  }

  @Override
  public int hashCode() {
    return Objects.hash(index);
  }

  @Override
  public String toString() {
    return index.toString();
  }
}
