package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.run.BlockRunner;
import io.github.sparkndarray.kernel.run.CompiledKernel;
import io.github.sparkndarray.kernel.run.ContractionRunner;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.KernelOutline;
import io.github.sparkndarray.kernel.run.KernelProvider;
import io.github.sparkndarray.kernel.run.Layout;
import io.github.sparkndarray.kernel.run.RowwiseReduction;
import io.github.sparkndarray.kernel.run.Simd;
import io.github.sparkndarray.kernel.run.SlotReduction;
import io.github.sparkndarray.kernel.run.Sums;
import io.github.sparkndarray.shape.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Compiles loop nests and keeps the classes. Nests of equal structure share a class: literals,
 * extents and strides are arguments. Safe for use by many threads; the kernels that it hands out
 * are for one thread each.
 */
public final class Kernels {
  private static final int SHARED_CAPACITY = 512;
  private static final int MOST_PREPARED = 1024;
  private static final Kernels SHARED = new Kernels(Simd.preferred(), SHARED_CAPACITY);

  /**
   * What the cache has done so far.
   *
   * @param hits kernels found
   * @param misses kernels compiled
   * @param size classes held
   * @param compileNanos the time spent in generating and compiling
   */
  public record Statistics(long hits, long misses, int size, long compileNanos) {}

  private final Instructions instructions;
  private final Map<String, CompiledKernel> classes;

  /** What kernels are like that were planned, whether they have been compiled or not. */
  private final Map<String, KernelOutline> outlines;

  /** Nests that need not be prepared again, though their classes may have been given up. */
  private final Set<LoopNest> prepared = ConcurrentHashMap.newKeySet();

  private long hits;
  private long misses;
  private long compileNanos;

  /** A cache of its own, for tests and measurements. */
  public Kernels(Instructions instructions, int capacity) {
    this.instructions = instructions;
    this.classes = leastRecentlyUsed(capacity);
    this.outlines = leastRecentlyUsed(capacity);
  }

  /** A map that gives up what has not been asked for the longest. */
  private static <T> Map<String, T> leastRecentlyUsed(int capacity) {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > capacity;
      }
    };
  }

  /** The one cache of this JVM. */
  public static Kernels shared() {
    return SHARED;
  }

  /** A kernel of a nest, for one thread. Classes are compiled when the first block needs them. */
  public BlockKernel compile(LoopNest nest) {
    if (nest.hasSlots()) {
      return new SlotReduction(nest, compile(SlotReduction.withOneSlot(nest)));
    }
    if (RowwiseReduction.applies(nest)) {
      return new RowwiseReduction(nest, compile(RowwiseReduction.ofRows(nest)));
    }
    return nest.isContraction() ? new ContractionRunner(nest, this::runner) : runner(nest);
  }

  private BlockRunner runner(LoopNest nest) {
    Graph graph = Graph.of(nest);
    return new BlockRunner(
        nest,
        graph.literals(),
        Trackers.primaries(graph),
        instructions,
        new KernelProvider() {
          @Override
          public CompiledKernel kernel(Layout layout) {
            return Kernels.this.kernel(graph, layout);
          }

          @Override
          public KernelOutline outline(Layout layout) {
            return Kernels.this.outline(graph, layout);
          }
        });
  }

  /**
   * Compiles the kernel that runs the nest's largest blocks, unless there is one of its structure.
   */
  public void prepare(LoopNest nest) {
    if (!begin(nest)) {
      return;
    }
    LoopNest generated = generated(nest);
    kernel(Graph.of(generated), runner(generated).layoutOfWhole());
  }

  /** Whether preparing the nest has begun or would find its kernel compiled for an equal one. */
  public boolean isPrepared(LoopNest nest) {
    if (prepared.contains(nest)) {
      return true;
    }
    LoopNest generated = generated(nest);
    String structure = structure(Graph.of(generated), runner(generated).layoutOfWhole());
    if (!isCompiled(structure)) {
      return false;
    }
    begin(nest);
    return true;
  }

  /** The source of the kernel that runs the nest's largest blocks. */
  public String source(LoopNest nest) {
    LoopNest generated = generated(nest);
    return ClassWriter.write(Graph.of(generated), runner(generated).layoutOfWhole()).text();
  }

  /** The nest that code is generated for. */
  private static LoopNest generated(LoopNest nest) {
    if (nest.hasSlots()) {
      return generated(SlotReduction.withOneSlot(nest));
    }
    if (RowwiseReduction.applies(nest)) {
      return generated(RowwiseReduction.ofRows(nest));
    }
    if (!nest.isContraction()) {
      return nest;
    }
    long[] extents =
        nest.axes().stream()
            .filter(axis -> axis.role() == Axis.Role.REDUCED)
            .mapToLong(Axis::extent)
            .toArray();
    return ContractionRunner.overPiece(nest, ContractionRunner.pieces(Shape.of(extents)));
  }

  private boolean begin(LoopNest nest) {
    if (prepared.size() >= MOST_PREPARED) {
      prepared.clear();
    }
    return prepared.add(nest);
  }

  private synchronized boolean isCompiled(String structure) {
    return classes.containsKey(structure);
  }

  public synchronized Statistics statistics() {
    return new Statistics(hits, misses, classes.size(), compileNanos);
  }

  private synchronized CompiledKernel kernel(Graph graph, Layout layout) {
    String structure = structure(graph, layout);
    CompiledKernel known = classes.get(structure);
    if (known != null) {
      hits++;
      return known;
    }
    misses++;
    long start = System.nanoTime();
    CompiledKernel compiled = KernelCompiler.compile(ClassWriter.write(graph, layout));
    compileNanos += System.nanoTime() - start;
    classes.put(structure, compiled);
    return compiled;
  }

  private synchronized KernelOutline outline(Graph graph, Layout layout) {
    return outlines.computeIfAbsent(
        structure(graph, layout), structure -> ClassWriter.write(graph, layout).outline());
  }

  /** All that decides the source, and nothing else. */
  private static String structure(Graph graph, Layout layout) {
    LoopNest nest = graph.nest();
    StringBuilder text = new StringBuilder(layout.toString());
    for (int op = 0; op < nest.operands().size(); op++) {
      text.append(' ')
          .append(nest.operands().get(op).dtype())
          .append(Graph.innerAxes(nest, nest.operands().get(op)))
          .append(Decisions.isRange(nest.operands().get(op)) ? "range" : "");
    }
    for (Node node : graph.nodes()) {
      text.append('\n').append(node);
      if (node.kind() == Node.Kind.INNER) {
        long positions = 1;
        for (int axis : node.axes()) {
          positions *= nest.axes().get(axis).extent();
        }
        if (positions <= Analysis.UNROLLED) {
          node.axes().forEach(axis -> text.append('/').append(nest.axes().get(axis).extent()));
        } else if (positions <= Sums.PART) {
          text.append("/part");
        }
      }
    }
    for (int output = 0; output < nest.outputs().size(); output++) {
      Output out = nest.outputs().get(output);
      text.append('\n').append(out.reduction()).append(" n").append(graph.roots().get(output).id());
    }
    for (Axis axis : nest.axes()) {
      text.append(axis.role() == Axis.Role.INNER ? 'i' : '.');
    }
    return text.toString();
  }
}
