package io.github.sparkndarray.integration;

import io.github.sparkndarray.arrow.chunk.HostArray;
import java.util.List;
import java.util.stream.IntStream;

/** A script and what NumPy answers to it. */
record Fixture(String script, Answer answer) {

  /** What a script gives. */
  sealed interface Answer {}

  /** The value of the last line, which must be met as exactly as the tolerance says. */
  record Values(HostArray array, Tolerance tolerance) implements Answer {}

  /**
   * The values of several expressions after the script, computed together.
   *
   * @param expressions what is computed, in the order of the values
   */
  record Several(List<String> expressions, List<Values> values) implements Answer {

    /** One in so many of them, from one on. */
    Several oneIn(int count, int first) {
      List<Integer> some =
          IntStream.range(0, values.size())
              .filter(i -> i % count == first % count)
              .boxed()
              .toList();
      return new Several(
          some.stream().map(expressions::get).toList(), some.stream().map(values::get).toList());
    }
  }

  /** A refusal whose message holds this text. */
  record Refusal(String message) implements Answer {}

  /** What is printed. */
  record Output(String text) implements Answer {}

  /** How far a floating-point number may be from NumPy's. */
  sealed interface Tolerance {}

  /** At most so many floating-point numbers away; 0 means the same number. */
  record Ulps(int count) implements Tolerance {}

  /** At most this part of the largest number in the array away. */
  record Relative(double bound) implements Tolerance {}
}
