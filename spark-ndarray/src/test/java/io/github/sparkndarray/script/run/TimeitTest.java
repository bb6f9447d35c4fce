package io.github.sparkndarray.script.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.script.parse.TimeitOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code %timeit} against a clock that the timed code turns. */
class TimeitTest {
  private long now;
  private int calls;

  private Timeit.Measurement measure(TimeitOptions options, long... nanosOfCalls) {
    return new Timeit(() -> now)
        .measure(options, () -> now += nanosOfCalls[calls++ % nanosOfCalls.length]);
  }

  @Test
  void findsTheLoopsThatTakeLongEnough() {
    // 100 loops of 3 ms are the first power of ten to take 0.2 s.
    Timeit.Measurement measured = measure(TimeitOptions.DEFAULT, 3_000_000);
    assertThat(measured.loops()).isEqualTo(100);
    assertThat(measured.seconds()).hasSize(7);
    assertThat(calls).isEqualTo(1 + 10 + 100 + 7 * 100);
    assertThat(measured.text())
        .isEqualTo("3 ms ± 0 ns per loop (mean ± std. dev. of 7 runs, 100 loops each)");
  }

  @Test
  void runsSlowCodeOnceInEachOfSevenRuns() {
    Timeit.Measurement measured = measure(TimeitOptions.DEFAULT, 1_500_000_000L);
    assertThat(measured.text())
        .isEqualTo("1.5 s ± 0 ns per loop (mean ± std. dev. of 7 runs, 1 loop each)");
    assertThat(calls).isEqualTo(8);
  }

  @Test
  void takesLoopsAndRunsAsTold() {
    Timeit.Measurement measured = measure(new TimeitOptions(1000, 1), 1_000);
    assertThat(measured.text())
        .isEqualTo("1 μs ± 0 ns per loop (mean ± std. dev. of 1 run, 1,000 loops each)");
  }

  @Test
  void givesTheStandardDeviationOfRuns() {
    Timeit.Measurement measured = measure(new TimeitOptions(1, 2), 10_000_000, 20_000_000);
    assertThat(measured.text())
        .isEqualTo("15 ms ± 5 ms per loop (mean ± std. dev. of 2 runs, 1 loop each)");
    assertThat(new Timeit.Measurement(List.of(0.0123, 0.0125), 1).text())
        .startsWith("12.4 ms ± 100 μs per loop");
  }

  /** From IPython's _format_time. */
  @ParameterizedTest
  @CsvSource({
    "0, 0 ns",
    "1.5e-10, 0.15 ns",
    "1e-9, 1 ns",
    "1.234e-9, 1.23 ns",
    "4.567e-8, 45.7 ns",
    "9.999e-7, 1e+03 ns",
    "1e-6, 1 μs",
    "1.5e-5, 15 μs",
    "0.000123456, 123 μs",
    "0.0123456, 12.3 ms",
    "0.9999, 1e+03 ms",
    "1, 1 s",
    "12.345, 12.3 s",
    "59.99, 60 s",
    "60, 1min",
    "61.5, 1min 1s",
    "3600, 1h",
    "3725, 1h 2min 5s",
    "90061, 1d 1h 1min 1s"
  })
  void formatsTimesAsIPythonDoes(double seconds, String text) {
    assertThat(Timeit.formatTime(seconds)).isEqualTo(text);
  }
}
