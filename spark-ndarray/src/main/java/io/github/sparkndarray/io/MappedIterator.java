package io.github.sparkndarray.io;

import java.util.Iterator;
import java.util.function.Function;

/** One thing after the other, each as a function makes it when it is asked for. */
public record MappedIterator<A, B>(Iterator<A> from, Function<A, B> function)
    implements Iterator<B> {
  @Override
  public boolean hasNext() {
    return from.hasNext();
  }

  @Override
  public B next() {
    return function.apply(from.next());
  }
}
