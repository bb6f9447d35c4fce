package io.github.sparkndarray.benchmark;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.kernel.codegen.Kernels;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Computes an expression with kernels alone, on all cores: outputs that no other pass reads go,
 * slab by slab, to memory that is used again, as execution does with what it hands on.
 */
final class KernelRun implements AutoCloseable {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final long SLAB_BYTES = 2 << 20;
  private static final long FEW_OUTPUTS = 4096;
  private static final long BLOCKS = 4L * CORES;

  private final ExecutorService pool = Executors.newFixedThreadPool(CORES);
  private final LogicalPlan plan;
  private final Map<ArrayRef, HostArray> results = new HashMap<>();

  /** One per thread and nest: kernels have scratch memory of their own. */
  private final ThreadLocal<Map<Integer, BlockKernel>> kernels =
      ThreadLocal.withInitial(HashMap::new);

  private final ThreadLocal<Map<Integer, ByteBuffer>> slabs =
      ThreadLocal.withInitial(HashMap::new);

  KernelRun(Expr expression) {
    plan = Lowering.lower(List.of(expression));
  }

  /** Runs all passes; returns how many blocks there were. */
  int run() throws InterruptedException, ExecutionException {
    int blocks = 0;
    for (LogicalNest nest : plan.nests()) {
      blocks += nest.loop().isReduction() ? reduce(nest) : map(nest);
    }
    return blocks;
  }

  private static Shape extents(LoopNest nest, int from, int to) {
    return Shape.of(nest.axes().subList(from, to).stream().mapToLong(Axis::extent).toArray());
  }

  private int map(LogicalNest nest) throws InterruptedException, ExecutionException {
    Shape shape = nest.outputShape();
    List<Output> outputs = nest.loop().outputs();
    boolean last = nest == plan.nests().get(plan.nests().size() - 1);
    long bytes = outputs.stream().mapToLong(output -> output.dtype().itemSize()).sum();
    ChunkGrid grid = ChunkGrid.ofContiguous(shape, SLAB_BYTES / bytes);
    if (!last) {
      for (int o = 0; o < outputs.size(); o++) {
        results.computeIfAbsent(
            nest.result(o), ref -> HostArray.allocate(ref.dtype(), ref.shape()));
      }
    }
    List<Callable<Void>> tasks = new ArrayList<>();
    for (long block = 0; block < grid.size(); block++) {
      Box box = grid.box(block);
      tasks.add(
          () -> {
            List<ByteBuffer> targets = new ArrayList<>();
            for (int o = 0; o < outputs.size(); o++) {
              DType dtype = outputs.get(o).dtype();
              targets.add(last ? slab(o) : part(results.get(nest.result(o)), box, dtype));
            }
            kernel(nest).map(box, inputs(nest), targets);
            return null;
          });
    }
    await(tasks);
    return tasks.size();
  }

  /** Where a run of rows lies in an array. */
  private static ByteBuffer part(HostArray array, Box box, DType dtype) {
    long[] strides = array.shape().strides();
    long first = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      first += box.origin(axis) * strides[axis];
    }
    ByteBuffer all = array.writableBuffer();
    all.position((int) (first * dtype.itemSize()));
    return all.slice().order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer slab(int output) {
    return slabs
        .get()
        .computeIfAbsent(
            output,
            key -> ByteBuffer.allocateDirect((int) SLAB_BYTES).order(ByteOrder.LITTLE_ENDIAN));
  }

  private int reduce(LogicalNest nest) throws InterruptedException, ExecutionException {
    int rank = nest.loop().parallelRank();
    Shape parallel = nest.outputShape();
    Shape reduced = extents(nest.loop(), rank, rank + nest.loop().reducedRank());
    long slots = nest.loop().hasSlots() ? parallel.extent(rank - 1) : 1;
    // Where there are few outputs, blocks cut the reduced axes, as plans do.
    boolean few = parallel.size() / slots < FEW_OUTPUTS;
    long share = parallel.size() / slots / BLOCKS * slots;
    ChunkGrid rows = ChunkGrid.ofContiguous(parallel, few ? parallel.size() : share);
    long length = few ? Math.max(1, reduced.size() / BLOCKS) : reduced.size();
    ChunkGrid columns = ChunkGrid.ofContiguous(reduced, length);
    List<Callable<List<Partial>>> tasks = new ArrayList<>();
    for (long row = 0; row < rows.size(); row++) {
      for (long column = 0; column < columns.size(); column++) {
        Box box = rows.box(row).concat(columns.box(column));
        tasks.add(() -> kernel(nest).reduce(box, inputs(nest)));
      }
    }
    List<List<Partial>> partials = await(tasks);
    int perRow = (int) columns.size();
    for (int o = 0; o < nest.loop().outputs().size(); o++) {
      HostArray result = HostArray.allocate(nest.result(o).dtype(), parallel);
      for (int row = 0; row < rows.size(); row++) {
        Partial total = partials.get(row * perRow).get(o);
        for (int column = 1; column < perRow; column++) {
          total = Partials.merge(total, partials.get(row * perRow + column).get(o));
        }
        part(result, rows.box(row), result.dtype()).put(Partials.finish(total).buffer());
      }
      results.put(nest.result(o), result);
    }
    return tasks.size();
  }

  private BlockKernel kernel(LogicalNest nest) {
    return kernels
        .get()
        .computeIfAbsent(nest.id(), id -> Kernels.shared().compile(nest.loop()));
  }

  private List<ArrayRegion> inputs(LogicalNest nest) {
    List<ArrayRegion> inputs = new ArrayList<>();
    for (ArrayRef ref : nest.inputs()) {
      HostArray array = ref instanceof ArrayRef.Host host ? host.array() : results.get(ref);
      inputs.add(new ArrayRegion(array.dtype(), Box.whole(array.shape()), array.buffer()));
    }
    return inputs;
  }

  private <T> List<T> await(List<Callable<T>> tasks)
      throws InterruptedException, ExecutionException {
    List<T> done = new ArrayList<>();
    for (Future<T> future : pool.invokeAll(tasks)) {
      done.add(future.get());
    }
    return done;
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
