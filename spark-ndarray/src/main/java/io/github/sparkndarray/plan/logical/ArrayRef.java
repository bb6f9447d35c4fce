package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;

/** An array that a nest reads or that the user gets. */
public sealed interface ArrayRef {
  DType dtype();

  Shape shape();

  /** An array that the driver holds. Equal only for the same array: comparing elements costs. */
  record Host(HostArray array) implements ArrayRef {
    @Override
    public boolean equals(Object other) {
      return other instanceof Host that && array == that.array;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(array);
    }

    @Override
    public DType dtype() {
      return array.dtype();
    }

    @Override
    public Shape shape() {
      return array.shape();
    }
  }

  /** An array in a file or in the cluster's cache. */
  record Source(ArraySource source) implements ArrayRef {
    @Override
    public DType dtype() {
      return source.dtype();
    }

    @Override
    public Shape shape() {
      return source.shape();
    }
  }

  /**
   * An array that reaches a task as one of its stage's inputs: what stands for any other kind where
   * a plan is sent to executors.
   *
   * @param number which of the stage's inputs
   */
  record Input(int number, DType dtype, Shape shape) implements ArrayRef, Serializable {}

  /**
   * What another nest of the same plan computes.
   *
   * @param nest the nest's number
   * @param output which of its outputs
   */
  record Result(int nest, int output, DType dtype, Shape shape) implements ArrayRef, Serializable {}

  /**
   * Another array's elements, delivered once more because they are read in another way.
   *
   * @param array what is read
   * @param number which way of reading it, from 1 on
   */
  record Reading(ArrayRef array, int number) implements ArrayRef {
    @Override
    public DType dtype() {
      return array.dtype();
    }

    @Override
    public Shape shape() {
      return array.shape();
    }

    @Override
    public ArrayRef origin() {
      return array;
    }
  }

  /** How messages name the array. */
  default String label() {
    ArrayRef array = origin();
    if (array instanceof Source source) {
      return source.source().name();
    }
    String what = array instanceof Result ? "the computed " : "the driver's ";
    return what + array.dtype() + " array of shape " + array.shape();
  }

  /** The array whose elements these are. */
  default ArrayRef origin() {
    return this;
  }
}
