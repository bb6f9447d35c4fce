package io.github.sparkndarray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void saysHowFarAndHowLong() {
    assertThat(ProgressLine.line(1, 2, 8, 32, 2.0))
        .isEqualTo(
            "stage 1/2 [#######                     ]  25%, 8 of 32 tasks, 2.0 s, about 6 s left");
  }

  @Test
  void foreseesNothingBeforeTheFirstTaskIsDone() {
    assertThat(ProgressLine.line(1, 1, 0, 4, 1.5))
        .isEqualTo("stage 1/1 [                            ]   0%, 0 of 4 tasks, 1.5 s");
  }
}
