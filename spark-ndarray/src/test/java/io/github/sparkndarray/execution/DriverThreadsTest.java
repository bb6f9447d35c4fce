package io.github.sparkndarray.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DriverThreadsTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 5", "2, 1", "3, 100", "8, 3"})
  void everyShareIsDoneOnce(int threads, int shares) {
    AtomicIntegerArray done = new AtomicIntegerArray(shares);
    DriverThreads.run(threads, shares, done::incrementAndGet);
    for (int share = 0; share < shares; share++) {
      assertThat(done.get(share)).isEqualTo(1);
    }
  }

  @Test
  void sharesAreDoneAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);
    AtomicInteger met = new AtomicInteger();
    DriverThreads.run(
        2,
        2,
        share -> {
          both.countDown();
          try {
            met.addAndGet(both.await(20, TimeUnit.SECONDS) ? 1 : 0);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThat(met).hasValue(2);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "4, 0", "4, 7"})
  void whatAShareThrowsIsThrownOnceAllHaveEnded(int threads, int failing) {
    AtomicInteger running = new AtomicInteger();
    assertThatThrownBy(
            () ->
                DriverThreads.run(
                    threads,
                    40,
                    share -> {
                      running.incrementAndGet();
                      try {
                        if (share == failing) {
                          throw new IllegalArgumentException("share " + share);
                        }
                      } finally {
                        running.decrementAndGet();
                      }
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share " + failing);
    assertThat(running).hasValue(0);
  }
}
