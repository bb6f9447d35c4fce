package io.github.sparkndarray.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.testing.SparkMaster.ExecutorSize;
import io.github.sparkndarray.testing.SparkMaster.Local;
import io.github.sparkndarray.testing.SparkMaster.LocalCluster;
import io.github.sparkndarray.testing.SparkMaster.Standalone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SparkMasterTest {

  @ParameterizedTest
  @ValueSource(strings = {"local", "local[1]", "local[16]", "local[*]", "local[2,3]"})
  void keepsSparksOwnLocalMasters(String master) {
    assertThat(SparkMaster.parse(master)).isEqualTo(new Local(master));
  }

  @Test
  void readsTheSizeOfClusters() {
    assertThat(SparkMaster.parse("local-cluster[2,1,1024]"))
        .isEqualTo(new LocalCluster(new ExecutorSize(2, 1, 1024)));
    assertThat(SparkMaster.parse("standalone[ 3, 2, 512 ]"))
        .isEqualTo(new Standalone(new ExecutorSize(3, 2, 512)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          yarn                     | Cannot test on master "yarn": use local[N], local-cluster[
          local-cluster            | Cannot test on master "local-cluster": use local[N],
          standalone[2,1]          | Cannot test on master "standalone[2,1]": use local[N],
          spark://127.0.0.1:7077   | Cannot test on master "spark://127.0.0.1:7077": use
          local-cluster[0,1,1024]  | Cannot make a cluster of 0 executors with 1 cores each
          standalone[1,1,256]      | Cannot make executors of 256 MB: Spark refuses less than 450
          """)
  void refusesWhatItCannotStart(String master, String message) {
    assertThatThrownBy(() -> SparkMaster.parse(master))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
