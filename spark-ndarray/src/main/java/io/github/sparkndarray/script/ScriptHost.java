package io.github.sparkndarray.script;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.expr.TextFormat;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** What a script asks of the world it runs in: to compute, to read and to write. */
public interface ScriptHost {

  /** The values of the given arrays, in the same order, made in one pass. */
  List<HostArray> compute(List<Expr> arrays);

  /**
   * Computes the given arrays whole, chunk by chunk, and drops them: what {@code %timeit} times.
   */
  void computeAndDrop(List<Expr> arrays);

  /** The array in a file: {@code np.load} and {@code nd.read}, the format by the extension. */
  Expr read(String path, ReadOptions options);

  /** The arrays in an npz file: {@code np.load}. */
  ArrayArchive readArchive(String path);

  /** Rows of numbers in a text file, of shape (rows, columns), or (0,): {@code np.loadtxt}. */
  Expr readText(String path, TextFormat format);

  /**
   * Writes an array to a file: {@code np.save} and {@code nd.write}, the format by the extension.
   */
  void write(Expr array, String path);

  /** Writes arrays by their names to an npz file: {@code np.savez}. */
  void writeArchive(Map<String, Expr> arrays, String path, Packing packing);

  /** Computes an array now, writes it where checkpoints are, and gives what reads it from there. */
  Expr checkpoint(Expr array);

  /**
   * Whether arrays are only planned, so that none is to be computed for the sake of an error that
   * its elements may show.
   */
  default boolean isOnlyPlanned() {
    return false;
  }

  /** 128 bits that nobody can foresee: the seed of what is drawn without one. */
  BigInteger entropy();
}
