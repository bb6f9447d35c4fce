package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.Chunk;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.memory.AllocatorScope;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.StoredArray;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.kernel.codegen.Kernels;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.BlockRegions;
import io.github.sparkndarray.plan.physical.Slabs;
import io.github.sparkndarray.plan.physical.UpperBlocks;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Runs a stage's nests on one block after another, in one thread. Owns the Arrow memory it works
 * in, which it uses again for every block of the same size, until it is closed.
 */
final class StageRunner implements AutoCloseable {
  private final StageProgram program;
  private final AllocatorScope memory;
  private final Map<Integer, BlockKernel> kernels = new HashMap<>();
  private final Map<ArrayRef, Chunk> chunks = new HashMap<>();

  /** For inputs that were put together in their chunk, which part of the array it holds. */
  private final Map<ArrayRef, Box> filled = new HashMap<>();

  private final Map<Integer, ArrayRegion> parts = new HashMap<>();
  private final CompletableFuture<?> prepared;
  private final Map<ArrayRef, Long> viewed = new HashMap<>();
  private long reduced;

  /**
   * A runner that takes over the given memory scope.
   *
   * @param memory closed together with the runner
   */
  StageRunner(StageProgram program, AllocatorScope memory) {
    this.program = program;
    this.memory = memory;
    List<LogicalNest> nests = new ArrayList<>(program.producers());
    nests.add(program.terminal());
    nests.forEach(nest -> kernels.put(nest.id(), Kernels.shared().compile(nest.loop())));
    prepared = prepare(nests.stream().map(LogicalNest::loop).toList());
  }

  /**
   * Memory for the part of an array that all of this task's blocks read.
   *
   * @param position which of the arrays that come in parts
   * @return where its elements are to be written, in C order over the box
   */
  ByteBuffer allocatePart(int position, Box box) {
    int number = program.supplies().indexOf(new Supply.Replicated(position));
    ArrayRef array = program.input(number);
    Chunk chunk = chunk(array, box.shape());
    parts.put(position, new ArrayRegion(array.dtype(), box, chunk.buffer()));
    return chunk.buffer();
  }

  /**
   * Compiles kernels while the first block's inputs are read. Only a stage's first task has
   * anything to compile: a thread takes longer to start than many a block to run. What fails here
   * fails again where it is needed.
   */
  private static CompletableFuture<?> prepare(List<LoopNest> nests) {
    Kernels shared = Kernels.shared();
    return nests.stream().allMatch(shared::isPrepared)
        ? CompletableFuture.completedFuture(null)
        : CompletableFuture.runAsync(() -> nests.forEach(shared::prepare)).exceptionally(e -> null);
  }

  /**
   * Runs one block.
   *
   * @param aligned the chunks that lie with the block
   */
  BlockResult run(long block, List<HostArray> aligned, BlockConsumer consumer) {
    Box box = program.grid().box(block);
    BlockRegions regions = regions(box);
    Map<ArrayRef, ArrayRegion> arrays = new HashMap<>();
    LogicalNest terminal = program.terminal();
    List<DType> dtypes = terminal.loop().outputs().stream().map(Output::dtype).toList();
    boolean whole = terminal.loop().isReduction() || !consumer.takesSlabs();
    List<Box> slabs = whole ? List.of(box) : Slabs.of(program.producers(), terminal, box);
    boolean chained = Slabs.areApart(program.producers(), terminal, slabs, regions);
    reduced = 0;
    if (!chained) {
      produce(regions, regions, arrays, aligned);
    }
    if (program.hasPartials()) {
      List<ArrayRegion> inputs = inputs(terminal, regions, arrays, aligned);
      return partials(block, kernel(terminal).reduce(box, inputs));
    }
    List<BlockResult> results = new ArrayList<>(slabs.size());
    for (Box slab : slabs) {
      if (chained) {
        reduced = 0;
        produce(regions(slab), regions, arrays, aligned);
      }
      List<ArrayRegion> inputs = inputs(terminal, regions, arrays, aligned);
      List<ByteBuffer> outputs = new ArrayList<>();
      compute(terminal, slab, inputs).forEach(region -> outputs.add(region.data()));
      results.add(consumer.consume(block, parallelBox(terminal, slab), dtypes, outputs));
    }
    return whole ? results.get(0) : consumer.combine(block, results);
  }

  private BlockResult partials(long block, List<Partial> partials) {
    if (!program.isHalved()) {
      return BlockResult.ofPartials(block, partials);
    }
    long place = UpperBlocks.rank(program.grid(), block);
    return UpperBlocks.isOnDiagonal(program.grid(), block)
        ? BlockResult.ofPartials(place, partials)
        : BlockResult.ofPartials(place, partials.stream().map(Partials::withMirror).toList());
  }

  /**
   * What it holds beside Arrow memory, what came with the block and its results, in bytes: its
   * kernels' scratch arrays, the last block's results of reductions, and slices of mapped files.
   */
  long scratchBytes() {
    long mapped = viewed.values().stream().mapToLong(Long::longValue).sum();
    return mapped + reduced + kernels.values().stream().mapToLong(BlockKernel::scratchBytes).sum();
  }

  private BlockRegions regions(Box box) {
    return BlockRegions.of(program.producers(), program.terminal(), box);
  }

  /**
   * Runs the producers.
   *
   * @param computed what to compute
   * @param read what is read of the stage's inputs, the first time that something is
   */
  private void produce(
      BlockRegions computed,
      BlockRegions read,
      Map<ArrayRef, ArrayRegion> arrays,
      List<HostArray> aligned) {
    for (LogicalNest nest : program.producers()) {
      List<ArrayRegion> inputs = inputs(nest, read, arrays, aligned);
      List<ArrayRegion> results = compute(nest, computed.computed(nest), inputs);
      for (int output = 0; output < results.size(); output++) {
        arrays.put(nest.result(output), results.get(output));
      }
    }
  }

  /** The nest's outputs for a box over its parallel and reduced axes. */
  private List<ArrayRegion> compute(LogicalNest nest, Box box, List<ArrayRegion> inputs) {
    Box outputBox = parallelBox(nest, box);
    List<ArrayRegion> computed = new ArrayList<>();
    if (nest.loop().isReduction()) {
      for (Partial partial : kernel(nest).reduce(box, inputs)) {
        HostArray finished = Partials.finish(partial);
        // The states of other reductions are not those of their partials.
        reduced +=
            nest.loop().isContraction() && isStateOf(partial, finished)
                ? partial.bytes()
                : 2 * partial.bytes() + finished.bytes().length;
        computed.add(new ArrayRegion(finished.dtype(), outputBox, finished.writableBuffer()));
      }
      return computed;
    }
    List<ByteBuffer> targets = new ArrayList<>();
    for (int output = 0; output < nest.loop().outputs().size(); output++) {
      Chunk chunk = chunk(nest.result(output), outputBox.shape());
      targets.add(chunk.buffer());
      computed.add(new ArrayRegion(chunk.dtype(), outputBox, chunk.buffer()));
    }
    kernel(nest).map(box, inputs, targets);
    return computed;
  }

  private static boolean isStateOf(Partial partial, HostArray result) {
    return partial.state().stream().anyMatch(state -> state == result);
  }

  private List<ArrayRegion> inputs(
      LogicalNest nest,
      BlockRegions regions,
      Map<ArrayRef, ArrayRegion> arrays,
      List<HostArray> aligned) {
    List<ArrayRegion> inputs = new ArrayList<>();
    for (ArrayRef array : nest.inputs()) {
      ArrayRegion region = arrays.get(array);
      if (region == null) {
        region = supply(array, regions.read(array), aligned);
        arrays.put(array, region);
      }
      inputs.add(region);
    }
    return inputs;
  }

  private ArrayRegion supply(ArrayRef array, Box needed, List<HostArray> aligned) {
    if (!(array instanceof ArrayRef.Input input)) {
      throw new IllegalStateException("nothing supplies " + array);
    }
    Supply supply = program.supplies().get(input.number());
    if (supply instanceof Supply.Broadcasted broadcast) {
      BroadcastParts sent = broadcast.parts();
      return sent.view(needed).orElseGet(() -> fill(array, needed, sent::read));
    }
    if (supply instanceof Supply.Local local) {
      return whole(local.array());
    }
    if (supply instanceof Supply.Aligned with) {
      HostArray chunk = aligned.get(with.position());
      return new ArrayRegion(chunk.dtype(), boxOfAligned(chunk, needed), chunk.buffer());
    }
    if (supply instanceof Supply.Replicated part) {
      return Objects.requireNonNull(parts.get(part.position()));
    }
    if (supply instanceof Supply.Mapped mapped) {
      StoredArray file = mapped.array();
      return file.view(needed).orElseGet(() -> fill(array, needed, file::read));
    }
    StoredArray stored = ((Supply.Stored) supply).array();
    Optional<ArrayRegion> view = stored.view(needed);
    if (view.isEmpty()) {
      return fill(array, needed, stored::read);
    }
    viewed.put(array, needed.shape().size() * array.dtype().itemSize());
    return view.get();
  }

  /** A part that is put together, unless it is what the last block needed, too. */
  private ArrayRegion fill(ArrayRef array, Box needed, BiConsumer<Box, ByteBuffer> reader) {
    Chunk chunk = chunk(array, needed.shape());
    if (!Objects.equals(needed, filled.get(array))) {
      filled.remove(array);
      reader.accept(needed, chunk.buffer());
      filled.put(array, needed);
    }
    return new ArrayRegion(array.dtype(), needed, chunk.buffer());
  }

  /** Axes that the chunks do not cut are whole in each of them, whatever part is needed. */
  private static Box boxOfAligned(HostArray chunk, Box needed) {
    Shape shape = chunk.shape();
    long[] origin =
        IntStream.range(0, shape.rank())
            .mapToLong(d -> shape.extent(d) == needed.extent(d) ? needed.origin(d) : 0)
            .toArray();
    return new Box(origin, shape);
  }

  private static ArrayRegion whole(HostArray array) {
    return new ArrayRegion(array.dtype(), Box.whole(array.shape()), array.buffer());
  }

  /**
   * Memory for an array's part in the current block: that of the last block where it has the size.
   */
  private Chunk chunk(ArrayRef array, Shape shape) {
    Chunk last = chunks.get(array);
    if (last != null && last.shape().equals(shape)) {
      return last;
    }
    if (last != null) {
      chunks.remove(array);
      filled.remove(array);
      last.close();
    }
    Chunk chunk = Chunk.allocate(memory.allocator(), array.dtype(), shape);
    chunks.put(array, chunk);
    return chunk;
  }

  private BlockKernel kernel(LogicalNest nest) {
    prepared.join();
    BlockKernel kernel = kernels.get(nest.id());
    if (kernel == null) {
      throw new IllegalStateException("no kernel for nest " + nest.id());
    }
    return kernel;
  }

  private static Box parallelBox(LogicalNest nest, Box box) {
    int rank = nest.loop().parallelRank();
    return new Box(
        IntStream.range(0, rank).mapToLong(box::origin).toArray(),
        Shape.of(IntStream.range(0, rank).mapToLong(box::extent).toArray()));
  }

  @Override
  public void close() {
    chunks.values().forEach(Chunk::close);
    chunks.clear();
    memory.close();
  }
}
