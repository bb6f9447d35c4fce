package io.github.sparkndarray.frame;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** Takes elements out of an array in the forms that Spark's rows have them in. */
public final class ElementReader {
  private final DType dtype;
  private final ByteBuffer data;

  public ElementReader(HostArray array) {
    this.dtype = array.dtype();
    this.data = array.buffer();
  }

  /** The element at a C-ordered position, boxed. */
  public Object get(int position) {
    return switch (dtype) {
      case BOOL -> data.get(position) != 0;
      case INT32 -> data.getInt(position * Integer.BYTES);
      case INT64 -> data.getLong(position * Long.BYTES);
      case FLOAT32 -> data.getFloat(position * Float.BYTES);
      default -> data.getDouble(position * Double.BYTES);
    };
  }

  /**
   * The elements from a position on as an array of the given extents, nested where there are
   * several.
   */
  public ArrayData array(int from, int[] extents) {
    if (extents.length == 1) {
      return flat(from, extents[0]);
    }
    int[] inner = Arrays.copyOfRange(extents, 1, extents.length);
    int step = Numbers.product(inner, 0);
    Object[] arrays = new Object[extents[0]];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = array(from + i * step, inner);
    }
    return new GenericArrayData(arrays);
  }

  private ArrayData flat(int from, int count) {
    ByteBuffer part = data.duplicate().order(data.order()).position(from * dtype.itemSize());
    switch (dtype) {
      case BOOL -> {
        boolean[] values = new boolean[count];
        for (int i = 0; i < count; i++) {
          values[i] = part.get() != 0;
        }
        return UnsafeArrayData.fromPrimitiveArray(values);
      }
      case INT32 -> {
        int[] values = new int[count];
        part.asIntBuffer().get(values);
        return UnsafeArrayData.fromPrimitiveArray(values);
      }
      case INT64 -> {
        long[] values = new long[count];
        part.asLongBuffer().get(values);
        return UnsafeArrayData.fromPrimitiveArray(values);
      }
      case FLOAT32 -> {
        float[] values = new float[count];
        part.asFloatBuffer().get(values);
        return UnsafeArrayData.fromPrimitiveArray(values);
      }
      default -> {
        double[] values = new double[count];
        part.asDoubleBuffer().get(values);
        return UnsafeArrayData.fromPrimitiveArray(values);
      }
    }
  }
}
