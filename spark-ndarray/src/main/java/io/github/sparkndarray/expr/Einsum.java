package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * {@code np.einsum}: operands are multiplied from the left to the right, and what no later operand
 * and not the result has is summed at once. A label that an operand has twice runs along its
 * diagonal.
 */
public final class Einsum {
  /** Stands for the axes of an ellipsis, counted from the last. */
  private static final int ELLIPSIS = 0x10000;

  private final List<Expr> operands;
  private final List<List<Integer>> labels = new ArrayList<>();
  private final List<Integer> output;

  private Einsum(String subscripts, List<Expr> operands) {
    this.operands = operands;
    String text = subscripts.replace(" ", "");
    int arrow = text.indexOf("->");
    boolean isArrow =
        text.indexOf('-') == arrow && text.indexOf('>') == (arrow < 0 ? -1 : arrow + 1);
    if (!isArrow) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "einstein sum subscript string does not contain proper '->' output specified");
    }
    String[] inputs = (arrow < 0 ? text : text.substring(0, arrow)).split(",", -1);
    if (inputs.length != operands.size()) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          inputs.length > operands.size()
              ? "more operands provided to einstein sum function than specified in the subscripts"
                  + " string"
              : "fewer operands provided to einstein sum function than specified in the subscripts"
                  + " string");
    }
    int broadcast = 0;
    for (int i = 0; i < inputs.length; i++) {
      List<Integer> own = labelsOf(inputs[i], operands.get(i).shape().rank(), i);
      labels.add(own);
      broadcast = Math.max(broadcast, (int) own.stream().filter(l -> l >= ELLIPSIS).count());
    }
    output = arrow < 0 ? implied(broadcast) : explicit(text.substring(arrow + 2), broadcast);
  }

  /** The sum that subscripts such as {@code "ij,jk->ik"} describe. */
  public static Expr of(String subscripts, List<Expr> operands) {
    return new Einsum(subscripts, operands).compute();
  }

  private static List<Integer> labelsOf(String text, int rank, int operand) {
    int dots = text.indexOf("...");
    String plain = dots < 0 ? text : text.substring(0, dots) + text.substring(dots + 3);
    for (char letter : plain.toCharArray()) {
      if (letter == '.') {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...')"
                + " in operand %d",
            operand);
      }
      if (!Character.isLetter(letter) || letter > 'z') {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "invalid subscript '%s' in einstein sum subscripts string, subscripts must be letters",
            letter);
      }
    }
    if (plain.length() > rank) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "einstein sum subscripts string contains too many subscripts for operand %d",
          operand);
    }
    if (dots < 0 && plain.length() < rank) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis"
              + " provided to broadcast the extra dimensions.");
    }
    List<Integer> labels = new ArrayList<>();
    plain.chars().limit(Math.max(0, dots < 0 ? rank : dots)).forEach(labels::add);
    for (int d = rank - plain.length(); d > 0; d--) {
      labels.add(ELLIPSIS + d - 1);
    }
    plain.chars().skip(Math.max(0, dots < 0 ? rank : dots)).forEach(labels::add);
    return labels;
  }

  private static List<Integer> ellipsis(int broadcast) {
    List<Integer> labels = new ArrayList<>();
    for (int d = broadcast; d > 0; d--) {
      labels.add(ELLIPSIS + d - 1);
    }
    return labels;
  }

  /** What occurs once, in the order of the alphabet, behind the axes of ellipses. */
  private List<Integer> implied(int broadcast) {
    Map<Integer, Integer> counts = new TreeMap<>();
    labels.forEach(own -> own.forEach(label -> counts.merge(label, 1, Integer::sum)));
    List<Integer> result = ellipsis(broadcast);
    counts.forEach(
        (label, count) -> {
          if (label < ELLIPSIS && count == 1) {
            result.add(label);
          }
        });
    return result;
  }

  private List<Integer> explicit(String text, int broadcast) {
    List<Integer> result = new ArrayList<>();
    int dots = text.indexOf("...");
    if (dots < 0 && broadcast > 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "output has more dimensions than subscripts given in einstein sum, but no '...' ellipsis"
              + " provided to broadcast the extra dimensions.");
    }
    Set<Integer> known = labels.stream().flatMap(List::stream).collect(Collectors.toSet());
    for (int i = 0; i < text.length(); i++) {
      if (i == dots) {
        result.addAll(ellipsis(broadcast));
        i += 2;
        continue;
      }
      int label = text.charAt(i);
      if (label == '-' || label == '>') {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "invalid subscript '%c' in einstein sum subscripts string, subscripts must be letters",
            label);
      }
      if (label == '.') {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "einstein sum subscripts string contains a '.' that is not part of an ellipsis ('...')"
                + " in the output");
      }
      if (result.contains(label)) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "einstein sum subscripts string includes output subscript '%c' multiple times",
            label);
      }
      if (!known.contains(label)) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "einstein sum subscripts string included output subscript '%c' which never appeared in"
                + " an input",
            label);
      }
      result.add(label);
    }
    return result;
  }

  private record Term(Expr expr, List<Integer> labels) {}

  private Expr compute() {
    List<Term> terms = IntStream.range(0, operands.size()).mapToObj(this::term).toList();
    refuseUnlikeExtents();
    Term done = summed(terms.get(0), needed(1));
    for (int i = 1; i < terms.size(); i++) {
      done = product(done, summed(terms.get(i), union(needed(i + 1), done.labels)), needed(i + 1));
    }
    DType dtype = operands.stream().map(Expr::dtype).reduce(Promotion::promote).orElseThrow();
    Expr last = Convert.of(done.expr, dtype);
    List<Integer> own = done.labels;
    int[] order = output.stream().mapToInt(own::indexOf).toArray();
    return order.length == 0 ? last : View.transpose(last, order);
  }

  /** The labels that operands from a number on, or the result, still need. */
  private Set<Integer> needed(int from) {
    Set<Integer> needed = new LinkedHashSet<>(output);
    labels.subList(from, labels.size()).forEach(needed::addAll);
    return needed;
  }

  private static Set<Integer> union(Set<Integer> a, List<Integer> b) {
    Set<Integer> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  /** An operand with each of its labels once. */
  private Term term(int number) {
    Expr x = operands.get(number);
    List<Integer> own = labels.get(number);
    Map<Integer, Long> extents = new LinkedHashMap<>();
    for (int d = 0; d < own.size(); d++) {
      long extent = x.shape().extent(d);
      Long before = extents.putIfAbsent(own.get(d), extent);
      if (before != null && before != extent) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "dimensions in operand %d for collapsing index '%c' don't match (%d != %d)",
            number,
            own.get(d),
            before,
            extent);
      }
    }
    List<Integer> unique = List.copyOf(extents.keySet());
    long[] step = new long[own.size()];
    Arrays.fill(step, 1);
    IndexMap map =
        IndexMap.of(
            Shape.of(extents.values().stream().mapToLong(Long::longValue).toArray()),
            own.stream().mapToInt(unique::indexOf).toArray(),
            new long[own.size()],
            step);
    return new Term(View.of(x, map), unique);
  }

  private static Term summed(Term term, Set<Integer> kept) {
    int[] axes =
        IntStream.range(0, term.labels.size())
            .filter(d -> !kept.contains(term.labels.get(d)))
            .toArray();
    if (axes.length == 0) {
      return term;
    }
    boolean bool = term.expr.dtype() == DType.BOOL;
    Expr sum = Reduce.of(bool ? Reduction.ANY : Reduction.SUM, term.expr, axes, false);
    return new Term(
        Convert.of(sum, term.expr.dtype()), term.labels.stream().filter(kept::contains).toList());
  }

  private static Term product(Term a, Term b, Set<Integer> needed) {
    Set<Integer> all = new LinkedHashSet<>(a.labels);
    all.addAll(b.labels);
    List<Integer> kept = all.stream().filter(needed::contains).toList();
    List<Integer> order = new ArrayList<>(kept);
    all.stream().filter(label -> !needed.contains(label)).forEach(order::add);
    return new Term(
        Products.contractLast(aligned(a, order), aligned(b, order), order.size() - kept.size()),
        kept);
  }

  /** An operand with its axes in the order of labels, and of extent 1 where it has none. */
  private static Expr aligned(Term term, List<Integer> order) {
    int[] axes =
        order.stream().filter(term.labels::contains).mapToInt(term.labels::indexOf).toArray();
    Expr turned = axes.length == 0 ? term.expr : View.transpose(term.expr, axes);
    int[] missing =
        IntStream.range(0, order.size()).filter(d -> !term.labels.contains(order.get(d))).toArray();
    return missing.length == 0 ? turned : View.expandDims(turned, missing);
  }

  private void refuseUnlikeExtents() {
    Map<Integer, Long> extents = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      for (int d = 0; d < labels.get(i).size(); d++) {
        long extent = operands.get(i).shape().extent(d);
        long known = extents.merge(labels.get(i).get(d), extent, (a, b) -> a == 1 ? b : a);
        if (extent != known && extent != 1) {
          throw NDArrayException.of(
              ErrorCode.SHAPE,
              "operands could not be broadcast together with remapped shapes"
                  + " [original->remapped]: %s",
              remapped());
        }
      }
    }
  }

  private String remapped() {
    Set<Integer> order = new LinkedHashSet<>(output);
    labels.forEach(order::addAll);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < operands.size(); i++) {
      Shape shape = operands.get(i).shape();
      List<Integer> own = labels.get(i);
      List<String> parts = new ArrayList<>();
      for (int label : order) {
        int d = own.indexOf(label);
        if (d >= 0 || !parts.isEmpty()) {
          parts.add(d < 0 ? "newaxis" : Long.toString(shape.extent(d)));
        }
      }
      text.append(shape.compact()).append("->(").append(String.join(",", parts)).append(") ");
    }
    return text.toString();
  }
}
