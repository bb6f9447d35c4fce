package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.DeepFirst;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.plan.rule.Rule;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns requested expressions into as few passes as possible. First it finds what must be computed
 * as an array of its own, and how many passes each of these has to wait for; then those that wait
 * equally long and loop over the same axes become outputs of one nest.
 */
public final class Lowering {
  /** From so many nodes on, an expression may be deeper than it is wise to recurse. */
  private static final int LONG_SCRIPT = 1000;

  /** Fewer nodes than this are gone down on the caller's own stack: others are handed over. */
  private static final int SHORT_EXPRESSION = 100;

  private final PersistSnapshot snapshot;
  private final StructuralIds ids;
  private final BodyHeights heights = new BodyHeights();

  /** The transcendental functions that are passes of their own. */
  private final Set<Integer> doneOnce;

  /** Which roots need a transcendental function that is none, at each of their points. */
  private final Map<Integer, Set<Key>> computedBy = new LinkedHashMap<>();

  private final Map<Key, Found> found = new LinkedHashMap<>();
  private final Map<Persist, Key> persisted = new LinkedHashMap<>();

  private record Key(int expr, boolean isReduction, @Nullable Shape chunkShape) {}

  /**
   * A root, the roots it reads, and how many passes come before its own.
   *
   * @param innerAxes how many axes the reductions inside of it have
   * @param withoutRoom the reductions for which that left no room
   */
  private record Found(
      Root root, Set<Key> reads, int level, int innerAxes, Set<Integer> withoutRoom) {}

  private final List<Rule> rules;
  private final SharedWork sharedWork;

  private Lowering(
      List<Rule> rules,
      PersistSnapshot snapshot,
      StructuralIds ids,
      SharedWork sharedWork,
      Set<Integer> doneOnce) {
    this.rules = rules;
    this.snapshot = snapshot;
    this.ids = ids;
    this.sharedWork = sharedWork;
    this.doneOnce = doneOnce;
  }

  /** The plan that computes all the given expressions. */
  public static LogicalPlan lower(List<Expr> outputs) {
    return lower(outputs, Rule.ALL);
  }

  /**
   * The plan that computes all the given expressions.
   *
   * @param rules by which expressions are rewritten, in the order in which they are tried
   */
  public static LogicalPlan lower(List<Expr> outputs, List<Rule> rules) {
    return lower(outputs, rules, Map.of(), SharedWork.FUSED);
  }

  /**
   * The plan that computes all the given expressions.
   *
   * @param shuffled where the shuffled arrays among what they read are
   */
  public static LogicalPlan lower(List<Expr> outputs, Map<Shuffled, Expr> shuffled) {
    return lower(outputs, shuffled, SharedWork.FUSED);
  }

  /**
   * The plan that computes all the given expressions.
   *
   * @param shuffled where the shuffled arrays among what they read are
   * @param sharedWork what is done about work that the points of a pass share
   */
  public static LogicalPlan lower(
      List<Expr> outputs, Map<Shuffled, Expr> shuffled, SharedWork sharedWork) {
    return lower(outputs, Rule.ALL, shuffled, sharedWork);
  }

  private static LogicalPlan lower(
      List<Expr> outputs, List<Rule> rules, Map<Shuffled, Expr> shuffled, SharedWork sharedWork) {
    PersistSnapshot snapshot = new PersistSnapshot(shuffled);
    StructuralIds ids = new StructuralIds(snapshot);
    Supplier<LogicalPlan> work =
        () -> {
          Set<Integer> doneOnce =
              sharedWork == SharedWork.DONE_ONCE
                  ? new Lowering(rules, snapshot, ids, SharedWork.FUSED, Set.of()).repeated(outputs)
                  : Set.of();
          return new Lowering(rules, snapshot, ids, sharedWork, doneOnce).plan(outputs);
        };
    boolean isShort = DeepFirst.order(outputs, snapshot::inputsOf).size() < SHORT_EXPRESSION;
    LogicalPlan plan = isShort ? work.get() : DeepStack.call(work);
    assert LogicalInvariants.hold(plan, outputs);
    return plan;
  }

  /** Finds what the outputs need; returns what was asked for. */
  private List<Key> findAll(List<Expr> outputs) {
    prepare(outputs);
    List<Key> requested = outputs.stream().map(this::rootOf).map(this::find).toList();
    found.keySet().retainAll(needed(requested));
    persisted.values().retainAll(found.keySet());
    return requested;
  }

  private NestGroup groupOf(Key key, Found entry) {
    return NestGroup.of(entry.root(), entry.level(), persisted.containsValue(key));
  }

  /** The transcendental functions that several nests would compute at the same points. */
  private Set<Integer> repeated(List<Expr> outputs) {
    findAll(outputs);
    Set<Integer> repeated = new HashSet<>();
    computedBy.forEach(
        (id, keys) -> {
          Set<NestGroup> nests = new HashSet<>();
          for (Key key : keys) {
            Found entry = found.get(key);
            if (entry != null) {
              nests.add(groupOf(key, entry));
            }
          }
          if (nests.size() > 1) {
            repeated.add(id);
          }
        });
    return repeated;
  }

  private LogicalPlan plan(List<Expr> outputs) {
    List<Key> requested = findAll(outputs);
    Map<NestGroup, Map<Key, Found>> groups = new LinkedHashMap<>();
    found.forEach(
        (key, entry) ->
            groups
                .computeIfAbsent(groupOf(key, entry), absent -> new LinkedHashMap<>())
                .put(key, entry));

    List<NestGroup> order = new ArrayList<>(groups.keySet());
    order.sort((a, b) -> Integer.compare(a.level(), b.level()));
    Map<Key, ArrayRef.Result> results = new HashMap<>();
    List<LogicalNest> nests = new ArrayList<>();
    for (NestGroup group : order) {
      addNests(groups.getOrDefault(group, Map.of()), nests, results);
    }
    List<LogicalPlan.Persisted> kept = new ArrayList<>();
    persisted.forEach(
        (node, key) -> kept.add(new LogicalPlan.Persisted(node, known(results, key))));
    return new LogicalPlan(nests, requested.stream().map(results::get).toList(), kept);
  }

  /** One nest for all members of a group, or more where these have too many axes for one. */
  private void addNests(
      Map<Key, Found> group, List<LogicalNest> nests, Map<Key, ArrayRef.Result> results) {
    NestBuilder builder = newNest(results);
    List<Key> members = new ArrayList<>();
    for (Map.Entry<Key, Found> member : group.entrySet()) {
      if (!builder.hasRoomFor(member.getValue().innerAxes())) {
        addNest(builder, members, nests, results);
        builder = newNest(results);
        members.clear();
      }
      builder.add(member.getValue().root(), member.getValue().withoutRoom());
      members.add(member.getKey());
    }
    addNest(builder, members, nests, results);
  }

  private NestBuilder newNest(Map<Key, ArrayRef.Result> results) {
    return new NestBuilder(ids, rules, heights, sharedWork, new Known(results));
  }

  private static void addNest(
      NestBuilder builder,
      List<Key> members,
      List<LogicalNest> nests,
      Map<Key, ArrayRef.Result> results) {
    LogicalNest nest = builder.build(nests.size());
    nests.add(nest);
    for (int output = 0; output < members.size(); output++) {
      results.put(members.get(output), nest.result(output));
    }
  }

  /**
   * Looks at the deepest nodes of a long script first, so that none of its passes has to be found
   * by going down through all others.
   */
  private void prepare(List<Expr> outputs) {
    List<Expr> nodes = DeepFirst.order(outputs, snapshot::inputsOf);
    if (nodes.size() < LONG_SCRIPT) {
      return;
    }
    for (Expr node : nodes) {
      ids.idOf(node);
      Expr expr = Rule.applyAll(node, rules);
      if (expr instanceof Elementwise elementwise && heights.isCut(elementwise)) {
        find(Root.map(elementwise));
      } else if (expr instanceof Reduce reduce) {
        find(Root.reduction(reduce));
      } else if (expr instanceof Persist kept && snapshot.sourceOf(kept) == null) {
        find(rootOf(kept));
      }
    }
  }

  /** What is read, by whatever way, for what was asked for. */
  private Set<Key> needed(List<Key> requested) {
    Set<Key> needed = new HashSet<>();
    Deque<Key> open = new ArrayDeque<>(requested);
    while (!open.isEmpty()) {
      Key key = open.pop();
      Found of = found.get(key);
      if (of != null && needed.add(key)) {
        of.reads().forEach(open::push);
      }
    }
    return needed;
  }

  /** What computes an array as one of its own, and in the chunks that it is to have. */
  private Root rootOf(Expr requested) {
    Expr expr = Rule.applyAll(requested, rules);
    Shape chunks = null;
    while (true) {
      if (expr instanceof Hint hint) {
        expr = Rule.applyAll(hint.input(), rules);
      } else if (expr instanceof Rechunk cut) {
        chunks = chunks == null ? cut.chunkShape() : chunks;
        expr = Rule.applyAll(cut.input(), rules);
      } else if (expr instanceof Shuffled shuffled) {
        expr = Rule.applyAll(snapshot.sourceOf(shuffled), rules);
      } else {
        Expr source = expr instanceof Persist kept ? snapshot.sourceOf(kept) : null;
        if (source == null) {
          break;
        }
        expr = Rule.applyAll(source, rules);
      }
    }
    if (expr instanceof Persist kept && chunks == null) {
      return rootOf(kept);
    }
    Root root = expr instanceof Reduce reduce ? Root.reduction(reduce) : Root.map(expr);
    return root.inChunks(chunks);
  }

  /** What computes an array that is to be kept. */
  private Root rootOf(Persist kept) {
    Root root = rootOf(kept.input());
    persisted.put(kept, keyOf(root));
    return root;
  }

  private Key keyOf(Root root) {
    return new Key(ids.idOf(root.expr()), root.isReduction(), root.chunkShape());
  }

  private static ArrayRef.Result known(Map<Key, ArrayRef.Result> results, Key key) {
    return Objects.requireNonNull(results.get(key));
  }

  /** Where results are, once all are known. */
  private final class Known implements NestBuilder.Surroundings {
    private final Map<Key, ArrayRef.Result> results;

    Known(Map<Key, ArrayRef.Result> results) {
      this.results = results;
    }

    @Override
    public ArrayRef.Result materialize(Root root) {
      return result(keyOf(root));
    }

    @Override
    public @Nullable Expr sourceOf(Persist array) {
      return snapshot.sourceOf(array);
    }

    @Override
    public Expr sourceOf(Shuffled array) {
      return snapshot.sourceOf(array);
    }

    @Override
    public ArrayRef.Result persist(Persist array) {
      return result(Objects.requireNonNull(persisted.get(array)));
    }

    @Override
    public boolean isDoneOnce(Elementwise expr) {
      return doneOnce.contains(ids.idOf(expr));
    }

    private ArrayRef.Result result(Key key) {
      return known(results, key);
    }
  }

  /** Finds what a nest reads. */
  private final class Search implements NestBuilder.Surroundings {
    private final Key reader;
    private final Map<Key, Integer> reads = new LinkedHashMap<>();

    Search(Key reader) {
      this.reader = reader;
    }

    @Override
    public ArrayRef.Result materialize(Root root) {
      int number = reads.computeIfAbsent(find(root), absent -> reads.size());
      return new ArrayRef.Result(number, 0, root.expr().dtype(), root.expr().shape());
    }

    @Override
    public @Nullable Expr sourceOf(Persist array) {
      return snapshot.sourceOf(array);
    }

    @Override
    public Expr sourceOf(Shuffled array) {
      return snapshot.sourceOf(array);
    }

    @Override
    public ArrayRef.Result persist(Persist array) {
      return materialize(rootOf(array));
    }

    @Override
    public boolean isDoneOnce(Elementwise expr) {
      int id = ids.idOf(expr);
      if (doneOnce.contains(id)) {
        return true;
      }
      computedBy.computeIfAbsent(id, absent -> new HashSet<>()).add(reader);
      return false;
    }
  }

  private Key find(Root root) {
    Key key = keyOf(root);
    if (found.containsKey(key)) {
      return key;
    }
    Search search = new Search(key);
    NestBuilder nest = new NestBuilder(ids, rules, heights, sharedWork, search);
    Set<Integer> withoutRoom = new HashSet<>();
    nest.add(root, withoutRoom);
    Set<Key> reads = search.reads.keySet();
    int level = 0;
    for (Key read : reads) {
      Found before = found.get(read);
      level = Math.max(level, before == null ? 0 : before.level() + 1);
    }
    found.put(key, new Found(root, reads, level, nest.innerRank(), withoutRoom));
    return key;
  }
}
