package io.github.sparkndarray.sql;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.VectorCosineSimilarity;
import org.apache.spark.sql.catalyst.expressions.VectorFunctionImplUtils;
import org.apache.spark.sql.catalyst.expressions.VectorInnerProduct;
import org.apache.spark.sql.catalyst.expressions.VectorL2Distance;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Spark's own functions of two vectors, for one vector and many at a time. Each value has the bits
 * of Spark 4.2: the same float32 operations in the same order, side by side for many vectors
 * instead of one after the other.
 */
public enum VectorMeasure {
  L2_DISTANCE("vector_l2_distance") {
    @Override
    void values(float[] a, VectorTable table, int from, int count, float[] out) {
      table.sumsOfSquares(a, from, count, out);
      for (int j = 0; j < count; j++) {
        out[j] = (float) Math.sqrt(out[j]);
      }
    }

    @Override
    @Nullable Float value(ArrayData a, ArrayData b) {
      return VectorFunctionImplUtils.vectorL2Distance(a, b, name);
    }
  },

  INNER_PRODUCT("vector_inner_product") {
    @Override
    void values(float[] a, VectorTable table, int from, int count, float[] out) {
      table.products(a, from, count, out);
    }

    @Override
    @Nullable Float value(ArrayData a, ArrayData b) {
      return VectorFunctionImplUtils.vectorInnerProduct(a, b, name);
    }
  },

  COSINE_SIMILARITY("vector_cosine_similarity") {
    @Override
    void values(float[] a, VectorTable table, int from, int count, float[] out) {
      table.products(a, from, count, out);
      float squares = VectorTable.sumOfSquares(a);
      float[] others = table.squares();
      for (int j = 0; j < count; j++) {
        out[j] = out[j] / (float) Math.sqrt(squares * others[from + j]);
      }
    }

    @Override
    boolean isNull(float[] a, VectorTable table, int row) {
      float squares = VectorTable.sumOfSquares(a);
      return a.length == 0 || (float) Math.sqrt(squares * table.squares()[row]) < Float.MIN_NORMAL;
    }

    @Override
    @Nullable Float value(ArrayData a, ArrayData b) {
      return VectorFunctionImplUtils.vectorCosineSimilarity(a, b, name);
    }
  };

  final UTF8String name;

  VectorMeasure(String name) {
    this.name = UTF8String.fromString(name);
  }

  /** Spark's function of two of its arrays; null where it has no value. */
  abstract @Nullable Float value(ArrayData a, ArrayData b);

  /** The values for a vector and {@code count} rows of a table; where there is none, any number. */
  abstract void values(float[] a, VectorTable table, int from, int count, float[] out);

  /** Whether there is no value for a vector and a row. */
  boolean isNull(float[] a, VectorTable table, int row) {
    return false;
  }

  /** The measure that an expression is; null for any other expression. */
  static @Nullable VectorMeasure of(Expression expression) {
    if (expression instanceof VectorL2Distance) {
      return L2_DISTANCE;
    } else if (expression instanceof VectorInnerProduct) {
      return INNER_PRODUCT;
    } else if (expression instanceof VectorCosineSimilarity) {
      return COSINE_SIMILARITY;
    }
    return null;
  }
}
