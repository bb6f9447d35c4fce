package io.github.sparkndarray.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bits do not depend on the JDK, the processor or the compiler; the compiled code is good. */
class CompilationTest {
  /**
   * What {@link BitsDigest} prints. A change of an algorithm changes its line; nothing else may,
   * and a changed line means that users' results change in the last place.
   */
  private static final Map<String, String> DIGESTS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("ARCCOS", "c9e4af4588c101d6"),
              Map.entry("ARCCOSH", "6a2e5e2bac10f72d"),
              Map.entry("ARCSIN", "8e49f6729413a8a"),
              Map.entry("ARCSINH", "ad1c53b64c33fb82"),
              Map.entry("ARCTAN", "8846807d4e0c9945"),
              Map.entry("ARCTANH", "2703289aed5b790c"),
              Map.entry("ARCTAN2", "45500993cba2559d"),
              Map.entry("CBRT", "c5abbe6a597d8686"),
              Map.entry("COS", "f328cc9b08c86b4b"),
              Map.entry("COSH", "bc79e0dd46cf2829"),
              Map.entry("EXP", "48ac2afde28306d"),
              Map.entry("EXPM1", "90952a637ed6c542"),
              Map.entry("HYPOT", "8170b2f734640862"),
              Map.entry("LOG", "6cd60218cb5158c0"),
              Map.entry("LOG10", "348a25afe101cfb4"),
              Map.entry("LOG1P", "3995289c528494a7"),
              Map.entry("LOG2", "5191e014dce842dd"),
              Map.entry("POW", "8cef651d03688c6c"),
              Map.entry("SIN", "df963b0953cd27ae"),
              Map.entry("SINH", "469e1e9a070e6ee1"),
              Map.entry("TAN", "2d8fad131f7a72e0"),
              Map.entry("TANH", "bafe2c2c8e24e81a")));

  @Test
  void bitsAreThoseOfEveryOtherMachine() {
    assertThat(BitsDigest.digests()).isEqualTo(DIGESTS);
  }

  @Test
  void interpreterGivesTheSameBits() throws IOException, InterruptedException {
    assertThat(ChildProcess.run(BitsDigest.class, "-Xint"))
        .containsExactlyElementsOf(
            DIGESTS.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList());
  }

  /**
   * A vector that the compiler fails to keep in a register is allocated, and the loop is then about
   * twenty times slower. What C2 makes of a long method depends on when it gets to it: on a busy
   * machine it may fail for the longest in one JVM, so that each function has several to succeed
   * in.
   */
  @Test
  void compiledLoopsAllocateNothing() throws IOException, InterruptedException {
    Set<String> failing = null;
    for (int jvm = 0; jvm < 3 && (failing == null || !failing.isEmpty()); jvm++) {
      List<String> lines = ChildProcess.run(AllocationProbe.class);
      assertThat(lines).isNotEmpty();
      Set<String> now =
          lines.stream()
              .filter(line -> bytes(line) > AllocationProbe.BYTES_PER_CALL)
              .map(line -> line.substring(0, line.indexOf(' ')))
              .collect(Collectors.toCollection(TreeSet::new));
      if (failing != null) {
        now.retainAll(failing);
      }
      failing = now;
    }
    assertThat(failing).as("functions that allocate in every JVM").isEmpty();
  }

  private static long bytes(String line) {
    return Long.parseLong(line.substring(line.indexOf(' ') + 1));
  }
}
