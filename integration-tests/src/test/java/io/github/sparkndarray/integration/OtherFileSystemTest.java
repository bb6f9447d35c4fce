package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.SparkTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files on a file system that is not this machine's, as far as anybody knows: written in parts,
 * read by ranges. What other programs find there is what they find of local files.
 */
@SparkTest(
    conf = {TinyBlocks.NOTHING_ON_THE_DRIVER, TinyBlocks.BLOCK_BYTES, CountedFileSystem.SETTING})
class OtherFileSystemTest {
  private static final String ARRAYS =
      """
      x = np.arange(84.0).reshape(12, 7)
      """;

  @TempDir private Path folder;

  private String elsewhere(String file) {
    return "counted:" + folder.resolve(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "x.T",
        "(x > 5)[::-1]",
        "x.sum()",
        "x[:0]",
        "(x + 1j * x[::-1]).astype(np.complex64)",
        "np.broadcast_to(x[:, :, None], (12, 7, 3)).astype(np.int16)"
      })
  void npyFilesHaveTheSameBytes(String work, SparkSession spark) throws IOException {
    NDArray array = NDContext.of(spark).eval(ARRAYS + work, Map.of());
    Path here = folder.resolve("here.npy");
    array.write(here.toString());
    Files.writeString(folder.resolve("there.npy"), "what was there before");
    array.write(elsewhere("there.npy"));
    assertThat(folder.resolve("there.npy")).hasSameBinaryContentAs(here);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("here.npy", "there.npy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"np.savez", "np.savez_compressed"})
  void archivesHaveTheSameBytes(String save, SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Files.writeString(folder.resolve("there.npz"), "what was there before");
    for (String file :
        new String[] {folder.resolve("here.npz").toString(), elsewhere("there.npz")}) {
      nd.eval(
          ARRAYS + save + "('" + file + "', x.T, x[:0], whole=x.astype(np.int64), z=x * 1j)\n0",
          Map.of());
    }
    assertThat(folder.resolve("there.npz")).hasSameBinaryContentAs(folder.resolve("here.npz"));
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("here.npz", "there.npz");
    Map<String, NDArray> read = nd.load(elsewhere("there.npz"));
    assertThat(read.keySet()).containsExactly("whole", "z", "arr_0", "arr_1");
    assertThat(read.get("arr_0").at("3, ::5").toDoubleArray()).containsExactly(3, 38, 73);
    assertThat(read.get("arr_1").shape()).containsExactly(0, 7);
    assertThat(read.get("whole").sum().toLongArray()).containsExactly(3486);
    assertThat(read.get("z").imag().at("-1").toDoubleArray())
        .containsExactly(77, 78, 79, 80, 81, 82, 83);
  }

  @Test
  void partsOfStoredArraysAreReadByRanges(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    String file = elsewhere("x.npz");
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    arrays.put("first", nd.arange(1000));
    arrays.put("x", nd.random(7, 20_000, 8).rechunk(5000, -1));
    nd.savez(file, arrays);
    NDArray[] x = new NDArray[1];
    assertThat(CountedFileSystem.bytesReadBy(() -> x[0] = nd.load(file).get("x")))
        .as("names and a header")
        .isBetween(100L, 20_000L);
    assertThat(CountedFileSystem.bytesReadBy(x[0].at("-1")::toDoubleArray)).isLessThan(10_000);
    assertThat(x[0].at("-1").toDoubleArray()).isEqualTo(arrays.get("x").at("-1").toDoubleArray());
  }

  @Test
  void largeCompressedArraysAreUnpackedByATask(SparkSession spark) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OtherFileSystemTest.class.getResourceAsStream("/numpy/large.npz"))) {
      Files.copy(in, folder.resolve("large.npz"));
    }
    NDArray[] rows = new NDArray[1];
    assertThat(
            CountedFileSystem.bytesReadBy(
                () -> {
                  rows[0] = NDContext.of(spark).load(elsewhere("large.npz")).get("rows");
                  assertThat(rows[0].at("::200, 5").toDoubleArray())
                      .containsExactly(0, 4, 1, 5, 2, 6);
                }))
        .isPositive();
    assertThat(rows[0].shape()).containsExactly(1100, 2200);
  }

  @Test
  void aFailureLeavesWhatWasThere(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    nd.savez(elsewhere("kept.npz"), Map.of("x", nd.arange(3)));
    nd.arange(30).write(elsewhere("kept.npy"));
    nd.arange(10).write(elsewhere("gone.npy"));
    NDArray absent = nd.read(elsewhere("gone.npy")).add(1);
    Files.delete(folder.resolve("gone.npy"));
    assertThatThrownBy(() -> nd.savez(elsewhere("kept.npz"), Map.of("y", absent)))
        .isInstanceOf(NDArrayException.class);
    assertThatThrownBy(() -> absent.write(elsewhere("kept.npy")))
        .isInstanceOf(NDArrayException.class);
    assertThat(nd.load(elsewhere("kept.npz")).get("x").toLongArray()).containsExactly(0, 1, 2);
    assertThat(nd.read(elsewhere("kept.npy")).sum().toLongArray()).containsExactly(435);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("kept.npz", "kept.npy");
  }
}
