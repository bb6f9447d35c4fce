package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.random.Pcg64;

/** Draws NumPy's random float32: two of each word, which is kept until another one is asked for. */
final class Pcg64FloatReader extends Reader {
  private final Generator.PcgFloats random;
  private final Pcg64.Stream stream;
  private long wordIndex = -1;
  private long word;

  Pcg64FloatReader(Generator.PcgFloats random) {
    Generator.Pcg words = random.words();
    this.random = random;
    this.stream =
        new Pcg64(words.stateHigh(), words.stateLow(), words.incrementHigh(), words.incrementLow())
            .stream();
  }

  @Override
  void read(long offset, long stride, int count, Object panel, int at) {
    float[] to = (float[]) panel;
    for (int i = 0; i < count; i++) {
      to[at + i] = Generator.PcgFloats.number(half(offset + stride * i));
    }
  }

  private int half(long position) {
    long index = random.hasFirst() ? position - 1 : position;
    if (index < 0) {
      return random.first();
    }
    if (index / 2 != wordIndex) {
      wordIndex = index / 2;
      word = stream.word(wordIndex);
    }
    return (int) (index % 2 == 0 ? word : word >>> 32);
  }
}
