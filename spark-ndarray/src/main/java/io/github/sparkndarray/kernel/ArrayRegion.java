package io.github.sparkndarray.kernel;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Box;
import java.nio.ByteBuffer;

/**
 * The part of an input that a block can read: a box of the array, C-ordered over the box, at the
 * start of a little-endian buffer, direct or on the heap. The box covers all that the nest's
 * operands read of this input for the block. The elements of one and the same region never change:
 * what kernels have read of it they need not read again.
 */
public record ArrayRegion(DType dtype, Box box, ByteBuffer data) {}
