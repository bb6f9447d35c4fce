package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.DeliveryHint;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.rule.MemoryOrder;
import io.github.sparkndarray.plan.rule.ReduceInOrderOfMemory;
import io.github.sparkndarray.plan.rule.Rule;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one loop nest out of the expressions of one or more roots over the same axes. Views become
 * index maps; a reduction that is needed once per point of the axes around it becomes an inner
 * reduction; whatever else must be computed on its own is asked of the {@link Surroundings}.
 */
final class NestBuilder {
  /** Above this many elements a reduction is a pass of its own rather than part of a body. */
  static final long LARGEST_INNER_REDUCTION = 4096;

  /** A body that is nested deeper than this is cut wherever it can be. */
  private static final int DEEPEST_BODY = 2 * BodyHeights.CUT_AT;

  /** What a nest asks of the plan that it becomes part of. */
  interface Surroundings {
    /** Where the result of another nest is to be read that computes the given root. */
    ArrayRef.Result materialize(Root root);

    /** What to read in place of a persisted array; null where it is still to be computed. */
    @Nullable Expr sourceOf(Persist array);

    /** What to read in place of a shuffled array. */
    Expr sourceOf(Shuffled array);

    /** Where a persisted array is to be read that this plan computes. */
    ArrayRef.Result persist(Persist array);

    /**
     * Whether a transcendental function is a pass of its own that a nest would compute at each of
     * its points, once; asked by every such nest.
     */
    boolean isDoneOnce(Elementwise expr);
  }

  private final StructuralIds ids;
  private final List<Rule> rules;
  private final BodyHeights heights;
  private final SharedWork sharedWork;
  private final Surroundings plan;
  private final NestAxes axes = new NestAxes();
  private final Map<ArrayRef, Integer> inputs = new LinkedHashMap<>();
  private final List<ArrayRef> inputRefs = new ArrayList<>();
  private final List<KernelOperand> operands = new ArrayList<>();
  private final Map<Object, Scalar> memo = new HashMap<>();
  private final List<Output> outputs = new ArrayList<>();
  private final Map<ArrayRef, DeliveryHint> hints = new LinkedHashMap<>();
  private Set<Integer> withoutRoom = new HashSet<>();
  private @Nullable Shape chunkShape;
  private boolean isApart;
  private int depth;
  private int root;

  /** How many transcendental functions are around what is being lowered. */
  private int within;

  private record Point(int expr, IndexMap map) {}

  private record LoadKey(KernelOperand operand) {}

  NestBuilder(
      StructuralIds ids,
      List<Rule> rules,
      BodyHeights heights,
      SharedWork sharedWork,
      Surroundings plan) {
    this.ids = ids;
    this.rules = rules;
    this.heights = heights;
    this.sharedWork = sharedWork;
    this.plan = plan;
  }

  /** Whether a root that adds so many inner axes may be added. */
  boolean hasRoomFor(int innerAxes) {
    return axes.isEmpty() || axes.hasRoomFor(innerAxes);
  }

  int innerRank() {
    return axes.innerRank();
  }

  /**
   * Adds an output; all roots of one nest have the same parallel and reduced extents.
   *
   * @param withoutRoom the reductions that are passes of their own because the root has as many
   *     inner axes without them as there may be; those that turn out to be are added
   */
  void add(Root root, Set<Integer> withoutRoom) {
    this.withoutRoom = withoutRoom;
    Shape parallel = root.expr().shape();
    Shape reduced = root.reducedShape();
    if (axes.isEmpty()) {
      axes.add(Axis.Role.PARALLEL, root.parallelShape().extents());
      root.slots().ifPresent(slots -> axes.add(Axis.Role.SLOT, slots));
      axes.add(Axis.Role.REDUCED, reduced.extents());
    }
    chunkShape = root.chunkShape();
    isApart = root.isApart();
    this.root = root.isReduction() ? -1 : ids.idOf(root.expr());
    int slot = root.slots().isPresent() ? parallel.rank() - 1 : -1;
    int[] scope =
        IntStream.range(0, parallel.rank() + reduced.rank()).filter(a -> a != slot).toArray();
    if (root.expr() instanceof Reduce reduce && root.isReduction()) {
      IndexMap identity = IndexMap.identity(parallel);
      IndexMap map = NestAxes.throughReduction(reduce, identity, i -> parallel.rank() + i);
      Scalar body = lower(reduce.input(), map, scope);
      outputs.add(new Output(reduce.reduction(), body, reduce.slots()));
    } else {
      outputs.add(new Output(null, lower(root.expr(), IndexMap.identity(parallel), scope)));
    }
  }

  LogicalNest build(int id) {
    Shape extents = axes.extents();
    List<KernelOperand> finished =
        operands.stream().map(operand -> withTarget(operand, extents)).toList();
    LoopNest loop = new LoopNest(axes.list(), inputRefs.size(), finished, outputs);
    return new LogicalNest(id, loop, inputRefs, new NestWishes(hints, chunkShape, isApart));
  }

  /**
   * The value of an expression at a point of the nest.
   *
   * @param map from the nest's axes to the expression's indices
   * @param scope the axes that loop around this value
   */
  private Scalar lower(Expr given, IndexMap map, int[] scope) {
    Expr expr = Rule.applyAll(given, rules);
    if (expr instanceof View view) {
      return lower(view.base(), view.map().then(map), scope);
    }
    if (expr instanceof Rechunk cut) {
      return lower(cut.input(), map, scope);
    }
    if (expr instanceof Shuffled shuffled) {
      return lower(plan.sourceOf(shuffled), map, scope);
    }
    if (expr instanceof Hint hint) {
      Scalar value = lower(hint.input(), map, scope);
      addHint(value, hint.delivery());
      return value;
    }
    Point point = new Point(ids.idOf(expr), withTarget(map, NestAxes.UNFINISHED));
    Scalar known = memo.get(point);
    if (known != null) {
      return known;
    }
    Scalar scalar = lowerNew(expr, map, scope);
    memo.put(point, scalar);
    return scalar;
  }

  private Scalar lowerNew(Expr expr, IndexMap map, int[] scope) {
    if (expr instanceof Constant constant) {
      return value(constant);
    }
    if (expr instanceof Literal literal) {
      return load(new ArrayRef.Host(literal.values()), map);
    }
    if (expr instanceof Stored stored) {
      return load(new ArrayRef.Source(stored.source()), map);
    }
    if (expr instanceof Generated generated) {
      return generated(generated.generator(), generated.shape(), map);
    }
    if (expr instanceof Convert || expr instanceof Elementwise) {
      boolean isTransposed = axes.isTransposed(map);
      boolean isSent = isTransposed || axes.extentsWithout(map, scope) > 1;
      if (isSent && sharedWork.isDoneFirst(expr)) {
        return load(plan.materialize(Root.map(expr).apart(isTransposed)), map);
      }
    }
    if (expr instanceof Convert convert) {
      return new Scalar.Cast(convert.dtype(), lower(convert.input(), map, scope));
    }
    if (expr instanceof Elementwise elementwise) {
      boolean isCostly = elementwise.operator().isTranscendental();
      boolean isAsked = isCostly && within == 0 && axes.isNeededWhole(expr.shape(), map, scope);
      if (isAsked && plan.isDoneOnce(elementwise) && ids.idOf(elementwise) != root) {
        return load(plan.materialize(Root.map(elementwise)), map);
      }
      if (Recomputation.isWasteful(elementwise, axes.extentsWithout(map, scope))) {
        return load(plan.materialize(Root.map(elementwise)), map);
      }
      if (depth >= DEEPEST_BODY || (depth > 0 && heights.isCut(elementwise))) {
        return loadOfPass(elementwise, map);
      }
      depth++;
      within += isCostly ? 1 : 0;
      List<Scalar> arguments =
          elementwise.arguments().stream().map(a -> lower(a, map, scope)).toList();
      within -= isCostly ? 1 : 0;
      depth--;
      return new Scalar.Apply(elementwise.operator(), elementwise.dtype(), arguments);
    }
    if (expr instanceof Reduce reduce) {
      return lowerReduce(reduce, map, scope);
    }
    if (expr instanceof Persist kept) {
      Expr source = plan.sourceOf(kept);
      return source == null ? load(plan.persist(kept), map) : lower(source, map, scope);
    }
    throw new IllegalStateException("unknown node " + expr.getClass());
  }

  private Scalar lowerReduce(Reduce reduce, IndexMap map, int[] scope) {
    long count = Root.reduction(reduce).reducedShape().size();
    boolean isAcross = isAcrossMemory(reduce, map, count);
    if (reduce.reduction().isWide()
        || axes.extentsWithout(map, scope) > 1
        || count > LARGEST_INNER_REDUCTION
        || isAcross
        || isContractedFirst(reduce, map, scope)
        || isBetterAlone(reduce, map, scope)
        || isWithoutRoom(reduce)) {
      return load(plan.materialize(Root.reduction(reduce).apart(isAcross)), map);
    }
    int[] inner = axes.add(Axis.Role.INNER, Root.reduction(reduce).reducedShape().extents());
    int[] around = IntStream.concat(IntStream.of(scope), IntStream.of(inner)).toArray();
    IndexMap through = NestAxes.throughReduction(reduce, map, i -> inner[i]);
    return new Scalar.Inner(reduce.reduction(), inner, lower(reduce.input(), through, around));
  }

  private boolean isWithoutRoom(Reduce reduce) {
    int id = ids.idOf(reduce);
    if (!axes.hasRoomFor(reduce.axes().length)) {
      withoutRoom.add(id);
    }
    return withoutRoom.contains(id);
  }

  private boolean isContractedFirst(Reduce reduce, IndexMap map, int[] scope) {
    return sharedWork == SharedWork.CONTRACTED_FIRST
        && axes.points(scope) == reduce.shape().size()
        && LongContraction.is(reduce, ids, rules, heights);
  }

  /** In bodies that are reduced themselves, how sums of sums are cut would change. */
  private boolean isBetterAlone(Reduce reduce, IndexMap map, int[] scope) {
    return scope.length == axes.parallelRank()
        && axes.isNeededWhole(reduce.shape(), map, scope)
        && LoneReduction.isBetterAlone(reduce, ids, rules, heights);
  }

  /** Whether the loops around a reduction would go through an array against its order. */
  private boolean isAcrossMemory(Reduce reduce, IndexMap map, long count) {
    if (!axes.isTransposed(map) || !ReduceInOrderOfMemory.isWorthAPass(count)) {
      return false;
    }
    IndexMap through = NestAxes.throughReduction(reduce, map, i -> axes.size() + i);
    return !MemoryOrder.of(reduce.input(), through).isOf(axes.parallelRank());
  }

  /**
   * Notes the wish for every array that is read for a value.
   *
   * @throws NDArrayException when none is
   */
  private void addHint(Scalar value, DeliveryHint hint) {
    boolean readsSome = false;
    Set<Scalar> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Scalar> open = new ArrayDeque<>(List.of(value));
    while (!open.isEmpty()) {
      Scalar scalar = open.pop();
      if (scalar instanceof Scalar.Load load
          && operands.get(load.operand()) instanceof KernelOperand.Memory memory) {
        NestWishes.add(hints, inputRefs.get(memory.input()), hint);
        readsSome = true;
      }
      scalar.inputs().stream().filter(seen::add).forEach(open::push);
    }
    if (!readsSome) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Cannot deliver an array as '%s' that reads nothing: it is made where it is used; persist"
              + " it, or leave the hint out",
          hint.text());
    }
  }

  /**
   * A value that so much is nested in or around that it becomes a pass of its own: of the whole
   * array, which later steps may share, or of what this nest sees of it where that is less than the
   * array and the nest has fewer points than that has elements.
   */
  private Scalar loadOfPass(Elementwise expr, IndexMap map) {
    int[] seen = IntStream.range(0, axes.size()).filter(map::dependsOn).toArray();
    long[] extents = IntStream.of(seen).mapToLong(a -> axes.list().get(a).extent()).toArray();
    Shape part = Shape.of(extents);
    if (expr.shape().size() <= Math.max(axes.points(), part.size())) {
      return load(plan.materialize(Root.map(expr)), map);
    }
    int rank = map.sourceRank();
    IndexMap window =
        IndexMap.of(
            part,
            IntStream.range(0, rank).map(d -> Arrays.binarySearch(seen, map.axis(d))).toArray(),
            IntStream.range(0, rank).mapToLong(map::start).toArray(),
            IntStream.range(0, rank).mapToLong(map::step).toArray());
    long[] ones = new long[seen.length];
    Arrays.fill(ones, 1);
    IndexMap read = IndexMap.of(NestAxes.UNFINISHED, seen, new long[seen.length], ones);
    return load(plan.materialize(Root.map(View.of(expr, window))), read);
  }

  private static Scalar value(Constant constant) {
    return new Scalar.Value(constant.dtype(), constant.real(), constant.integer());
  }

  private Scalar load(ArrayRef ref, IndexMap map) {
    int input =
        inputs.computeIfAbsent(
            ref,
            absent -> {
              inputRefs.add(ref);
              return inputRefs.size() - 1;
            });
    return load(new KernelOperand.Memory(input, ref.dtype(), withTarget(map, NestAxes.UNFINISHED)));
  }

  private Scalar generated(Generator generator, Shape shape, IndexMap map) {
    return load(
        new KernelOperand.Generated(generator, shape, withTarget(map, NestAxes.UNFINISHED)));
  }

  private Scalar load(KernelOperand operand) {
    return memo.computeIfAbsent(
        new LoadKey(operand),
        absent -> {
          operands.add(operand);
          return new Scalar.Load(operands.size() - 1, operand.dtype());
        });
  }

  private static KernelOperand withTarget(KernelOperand operand, Shape extents) {
    if (operand instanceof KernelOperand.Memory memory) {
      return new KernelOperand.Memory(
          memory.input(), memory.dtype(), withTarget(memory.map(), extents));
    }
    KernelOperand.Generated generated = (KernelOperand.Generated) operand;
    return new KernelOperand.Generated(
        generated.generator(), generated.shape(), withTarget(generated.map(), extents));
  }

  private static IndexMap withTarget(IndexMap map, Shape target) {
    int rank = map.sourceRank();
    return IndexMap.of(
        target,
        IntStream.range(0, rank).map(map::axis).toArray(),
        IntStream.range(0, rank).mapToLong(map::start).toArray(),
        IntStream.range(0, rank).mapToLong(map::step).toArray());
  }
}
