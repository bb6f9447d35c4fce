package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;

/** Reads an array in memory: contiguous runs in bulk, others element by element. */
final class MemoryReader {
  /** Runs up to this length are not worth a bulk copy each. */
  private static final int SHORT_RUN = 16;

  private MemoryReader() {}

  static Reader of(DType dtype, ByteBuffer data) {
    ByteBuffer buffer = data.slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (dtype) {
      case FLOAT64 -> new Doubles(buffer);
      case FLOAT32 -> new Floats(buffer);
      case INT64 -> new Longs(buffer);
      case INT32 -> new Ints(buffer);
      case BOOL -> new Booleans(buffer);
      case UINT64 -> new Longs(buffer);
      case INT8, INT16, UINT8, UINT16, UINT32 -> new StoredReader(dtype, buffer);
      case COMPLEX64, COMPLEX128 ->
          throw new IllegalStateException(dtype + " is read as its parts");
    };
  }

  private static VarHandle elements(Class<?> arrayType) {
    return MethodHandles.byteBufferViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  private static final class Doubles extends Reader {
    private static final VarHandle ELEMENT = elements(double[].class);
    private final ByteBuffer bytes;
    private final DoubleBuffer view;

    Doubles(ByteBuffer bytes) {
      this.bytes = bytes;
      this.view = bytes.asDoubleBuffer();
    }

    @Override
    ByteBuffer memory() {
      return bytes;
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      double[] to = (double[]) panel;
      if (stride == 1) {
        view.get((int) offset, to, at, count);
      } else if (stride == 0) {
        Arrays.fill(to, at, at + count, (double) ELEMENT.get(bytes, (int) offset << 3));
      } else {
        int position = (int) offset << 3;
        int step = (int) stride << 3;
        for (int i = 0; i < count; i++, position += step) {
          to[at + i] = (double) ELEMENT.get(bytes, position);
        }
      }
    }

    @Override
    void readRuns(long offset, long apart, int runs, long stride, int count, Object panel, int at) {
      if (count > SHORT_RUN) {
        super.readRuns(offset, apart, runs, stride, count, panel, at);
        return;
      }
      double[] to = (double[]) panel;
      int step = (int) stride << 3;
      int index = at;
      for (int run = 0; run < runs; run++) {
        int position = (int) (offset + apart * run) << 3;
        for (int i = 0; i < count; i++, position += step) {
          to[index++] = (double) ELEMENT.get(bytes, position);
        }
      }
    }
  }

  private static final class Floats extends Reader {
    private static final VarHandle ELEMENT = elements(float[].class);
    private final ByteBuffer bytes;
    private final FloatBuffer view;

    Floats(ByteBuffer bytes) {
      this.bytes = bytes;
      this.view = bytes.asFloatBuffer();
    }

    @Override
    ByteBuffer memory() {
      return bytes;
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      float[] to = (float[]) panel;
      if (stride == 1) {
        view.get((int) offset, to, at, count);
      } else if (stride == 0) {
        Arrays.fill(to, at, at + count, (float) ELEMENT.get(bytes, (int) offset << 2));
      } else {
        int position = (int) offset << 2;
        int step = (int) stride << 2;
        for (int i = 0; i < count; i++, position += step) {
          to[at + i] = (float) ELEMENT.get(bytes, position);
        }
      }
    }

    @Override
    void readRuns(long offset, long apart, int runs, long stride, int count, Object panel, int at) {
      if (count > SHORT_RUN) {
        super.readRuns(offset, apart, runs, stride, count, panel, at);
        return;
      }
      float[] to = (float[]) panel;
      int step = (int) stride << 2;
      int index = at;
      for (int run = 0; run < runs; run++) {
        int position = (int) (offset + apart * run) << 2;
        for (int i = 0; i < count; i++, position += step) {
          to[index++] = (float) ELEMENT.get(bytes, position);
        }
      }
    }
  }

  private static final class Longs extends Reader {
    private static final VarHandle ELEMENT = elements(long[].class);
    private final ByteBuffer bytes;
    private final LongBuffer view;

    Longs(ByteBuffer bytes) {
      this.bytes = bytes;
      this.view = bytes.asLongBuffer();
    }

    @Override
    ByteBuffer memory() {
      return bytes;
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      long[] to = (long[]) panel;
      if (stride == 1) {
        view.get((int) offset, to, at, count);
      } else if (stride == 0) {
        Arrays.fill(to, at, at + count, (long) ELEMENT.get(bytes, (int) offset << 3));
      } else {
        int position = (int) offset << 3;
        int step = (int) stride << 3;
        for (int i = 0; i < count; i++, position += step) {
          to[at + i] = (long) ELEMENT.get(bytes, position);
        }
      }
    }

    @Override
    void readRuns(long offset, long apart, int runs, long stride, int count, Object panel, int at) {
      if (count > SHORT_RUN) {
        super.readRuns(offset, apart, runs, stride, count, panel, at);
        return;
      }
      long[] to = (long[]) panel;
      int step = (int) stride << 3;
      int index = at;
      for (int run = 0; run < runs; run++) {
        int position = (int) (offset + apart * run) << 3;
        for (int i = 0; i < count; i++, position += step) {
          to[index++] = (long) ELEMENT.get(bytes, position);
        }
      }
    }
  }

  private static final class Ints extends Reader {
    private static final VarHandle ELEMENT = elements(int[].class);
    private final ByteBuffer bytes;
    private final IntBuffer view;

    Ints(ByteBuffer bytes) {
      this.bytes = bytes;
      this.view = bytes.asIntBuffer();
    }

    @Override
    ByteBuffer memory() {
      return bytes;
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      int[] to = (int[]) panel;
      if (stride == 1) {
        view.get((int) offset, to, at, count);
      } else if (stride == 0) {
        Arrays.fill(to, at, at + count, (int) ELEMENT.get(bytes, (int) offset << 2));
      } else {
        int position = (int) offset << 2;
        int step = (int) stride << 2;
        for (int i = 0; i < count; i++, position += step) {
          to[at + i] = (int) ELEMENT.get(bytes, position);
        }
      }
    }

    @Override
    void readRuns(long offset, long apart, int runs, long stride, int count, Object panel, int at) {
      if (count > SHORT_RUN) {
        super.readRuns(offset, apart, runs, stride, count, panel, at);
        return;
      }
      int[] to = (int[]) panel;
      int step = (int) stride << 2;
      int index = at;
      for (int run = 0; run < runs; run++) {
        int position = (int) (offset + apart * run) << 2;
        for (int i = 0; i < count; i++, position += step) {
          to[index++] = (int) ELEMENT.get(bytes, position);
        }
      }
    }
  }

  private static final class Booleans extends Reader {
    private final ByteBuffer bytes;
    private byte[] staged = new byte[0];

    Booleans(ByteBuffer bytes) {
      this.bytes = bytes;
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      boolean[] to = (boolean[]) panel;
      if (stride == 1) {
        if (staged.length < count) {
          staged = new byte[count];
        }
        bytes.get((int) offset, staged, 0, count);
        for (int i = 0; i < count; i++) {
          to[at + i] = staged[i] != 0;
        }
      } else {
        int position = (int) offset;
        for (int i = 0; i < count; i++, position += (int) stride) {
          to[at + i] = bytes.get(position) != 0;
        }
      }
    }
  }
}
