package io.github.sparkndarray.integration;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.expr.TextFormat;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.kernel.reference.ReferenceInterpreter;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Computes loop nests by the reference interpreter, each as one block. */
final class ReferenceHost implements ScriptHost {

  @Override
  public List<HostArray> compute(List<Expr> arrays) {
    return Complex.whole(arrays, computeReal(Complex.parts(arrays)));
  }

  private static List<HostArray> computeReal(List<Expr> arrays) {
    LogicalPlan plan = Lowering.lower(arrays);
    Map<ArrayRef, HostArray> results = new HashMap<>();
    plan.nests().forEach(nest -> compute(nest, results));
    return plan.outputs().stream().map(results::get).toList();
  }

  private static void compute(LogicalNest nest, Map<ArrayRef, HostArray> results) {
    List<ArrayRegion> inputs =
        nest.inputs().stream().map(array -> whole(valueOf(array, results))).toList();
    long[] extents =
        nest.loop().axes().stream()
            .filter(axis -> axis.role() != Axis.Role.INNER)
            .mapToLong(Axis::extent)
            .toArray();
    Box box = Box.whole(Shape.of(extents));
    ReferenceInterpreter interpreter = new ReferenceInterpreter(nest.loop());
    List<HostArray> outputs;
    if (nest.loop().isReduction()) {
      outputs = interpreter.reduce(box, inputs).stream().map(Partials::finish).toList();
    } else {
      outputs =
          nest.loop().outputs().stream()
              .map(output -> HostArray.allocate(output.dtype(), nest.outputShape()))
              .toList();
      List<ByteBuffer> buffers = outputs.stream().map(HostArray::writableBuffer).toList();
      interpreter.map(box, inputs, buffers);
    }
    for (int output = 0; output < outputs.size(); output++) {
      results.put(nest.result(output), outputs.get(output));
    }
  }

  private static HostArray valueOf(ArrayRef array, Map<ArrayRef, HostArray> results) {
    return array instanceof ArrayRef.Host host
        ? host.array()
        : Objects.requireNonNull(results.get(array));
  }

  private static ArrayRegion whole(HostArray array) {
    return new ArrayRegion(array.dtype(), Box.whole(array.shape()), array.buffer());
  }

  @Override
  public void computeAndDrop(List<Expr> arrays) {
    compute(arrays);
  }

  @Override
  public Expr read(String path, ReadOptions options) {
    throw new AssertionError("random expressions read no files");
  }

  @Override
  public Expr readText(String path, TextFormat format) {
    throw new AssertionError("random expressions read no files");
  }

  @Override
  public void write(Expr array, String path) {
    throw new AssertionError("random expressions write no files");
  }

  @Override
  public ArrayArchive readArchive(String path) {
    throw new AssertionError("random expressions read no files");
  }

  @Override
  public void writeArchive(Map<String, Expr> arrays, String path, Packing packing) {
    throw new AssertionError("random expressions write no files");
  }

  @Override
  public Expr checkpoint(Expr array) {
    throw new AssertionError("random expressions keep nothing");
  }

  @Override
  public BigInteger entropy() {
    throw new AssertionError("random expressions draw no numbers");
  }
}
