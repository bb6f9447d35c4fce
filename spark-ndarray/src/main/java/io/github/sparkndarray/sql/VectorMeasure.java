package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.VectorCosineSimilarity;
import org.apache.spark.sql.catalyst.expressions.VectorFunctionImplUtils;
import org.apache.spark.sql.catalyst.expressions.VectorInnerProduct;
import org.apache.spark.sql.catalyst.expressions.VectorL2Distance;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Spark's own functions of two vectors, for one vector and many at a time. Each value has the bits
 * of Spark 4.2: the same float32 operations in the same order, side by side for many vectors
 * instead of one after the other. All three give the same bits with their vectors exchanged.
 */
public enum VectorMeasure implements PairMeasure {
  L2_DISTANCE("vector_l2_distance", "vectorL2Distance", VectorL2Distance.class) {
    @Override
    public PairValues over(VectorTable table) {
      return new L2Values(table);
    }

    @Override
    @Nullable Float value(ArrayData a, ArrayData b) {
      return VectorFunctionImplUtils.vectorL2Distance(a, b, name);
    }
  },

  INNER_PRODUCT("vector_inner_product", "vectorInnerProduct", VectorInnerProduct.class) {
    @Override
    boolean compute(float[] a, FloatColumns table, int from, int count, float[] out, Limit limit) {
      return table.products(a, from, count, out, limit.narrow(), limit.isLower());
    }

    @Override
    @Nullable Float value(ArrayData a, ArrayData b) {
      return VectorFunctionImplUtils.vectorInnerProduct(a, b, name);
    }
  },

  COSINE_SIMILARITY(
      "vector_cosine_similarity", "vectorCosineSimilarity", VectorCosineSimilarity.class) {
    @Override
    boolean compute(float[] a, FloatColumns table, int from, int count, float[] out, Limit limit) {
      return table.cosines(a, from, count, out, limit.narrow(), limit.isLower());
    }

    @Override
    boolean hasNulls() {
      return true;
    }

    @Override
    boolean isNull(float[] a, FloatColumns table, int row) {
      float squares = FloatColumns.sumOfSquares(a);
      return a.length == 0 || (float) Math.sqrt(squares * table.squares()[row]) < Float.MIN_NORMAL;
    }

    @Override
    @Nullable Float value(ArrayData a, ArrayData b) {
      return VectorFunctionImplUtils.vectorCosineSimilarity(a, b, name);
    }
  };

  final UTF8String name;

  /** What the optimizer replaces the function by. */
  private final String method;

  private final Class<? extends Expression> type;

  VectorMeasure(String name, String method, Class<? extends Expression> type) {
    this.name = UTF8String.fromString(name);
    this.method = method;
    this.type = type;
  }

  /** Spark's function of two of its arrays; null where it has no value. */
  abstract @Nullable Float value(ArrayData a, ArrayData b);

  /**
   * Computes what the values of a vector and {@code count} rows of a table follow from.
   *
   * @return whether all values are surely beyond the limit
   */
  boolean compute(float[] a, FloatColumns table, int from, int count, float[] out, Limit limit) {
    throw new IllegalStateException(name + " is computed in lanes");
  }

  /** Whether there is no value for some vectors. */
  boolean hasNulls() {
    return false;
  }

  /** Whether there is no value for a vector and a row. */
  boolean isNull(float[] a, FloatColumns table, int row) {
    return false;
  }

  /** The measure that an expression is, before or after optimization; null for any other. */
  static @Nullable VectorMeasure of(Expression expression) {
    for (VectorMeasure measure : values()) {
      if (measure.type.isInstance(expression)
          || (expression instanceof StaticInvoke invoke
              && invoke.staticObject() == VectorFunctionImplUtils.class
              && invoke.functionName().equals(measure.method))) {
        return measure;
      }
    }
    return null;
  }

  @Override
  public String sqlName() {
    return name.toString();
  }

  @Override
  public Serializable pack(List<ArrayData> vectors, int width) {
    return new FloatColumns(vectors, width);
  }

  @Override
  public PairValues over(VectorTable table) {
    return new Values(this, table);
  }

  private static final class Values extends PairValues {
    private final VectorMeasure measure;
    private final VectorTable table;
    private final @Nullable FloatColumns columns;
    private final PairTile.Floats tile = new PairTile.Floats(TILE);
    private float[] vector = {};

    Values(VectorMeasure measure, VectorTable table) {
      super(table);
      this.measure = measure;
      this.table = table;
      this.columns = (FloatColumns) table.packed();
    }

    @Override
    boolean take(ArrayData of) {
      boolean isPlain = isPlain(of);
      if (isPlain) {
        vector = of.toFloatArray();
      }
      return isPlain;
    }

    @Override
    boolean compute(int from, int count, Limit limit) {
      return measure.compute(vector, requireColumns(), from, count, tile.array(), limit);
    }

    @Override
    PairTile tile() {
      return tile;
    }

    @Override
    boolean hasNulls() {
      return measure.hasNulls();
    }

    private FloatColumns requireColumns() {
      if (columns == null) {
        throw new IllegalStateException("vectors of several lengths have no columns");
      }
      return columns;
    }

    @Override
    boolean isNull(int row) {
      return measure.isNull(vector, requireColumns(), row);
    }

    @Override
    @Nullable Double value(ArrayData of, int row) {
      Float value = measure.value(of, table.vector(row));
      return value == null ? null : Double.valueOf(value);
    }
  }
}
