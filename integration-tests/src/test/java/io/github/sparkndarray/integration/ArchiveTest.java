package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.SparkTest;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code np.savez} and what it wrote, beside files that NumPy wrote. */
@SparkTest(master = "local[2]")
class ArchiveTest {
  @TempDir private Path folder;

  private static String numpys(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(ArchiveTest.class.getResource("/numpy/" + name)).toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"stored.npz", "compressed.npz"})
  void numPysArraysAreRead(String file, SparkSession spark) {
    Map<String, NDArray> arrays = NDContext.of(spark).load(numpys(file));
    assertThat(arrays.keySet()).containsExactly("i", "f", "c", "b", "u", "s", "e", "arr_0");
    assertThat(arrays.get("i")).hasToString("NDArray[int32, (2, 3)]");
    assertThat(arrays.get("i").at("1").toLongArray()).containsExactly(3, 4, 5);
    assertThat(arrays.get("f").toDoubleArray()).containsExactly(1.5, -2, Double.NaN);
    assertThat(arrays.get("c").imag().toDoubleArray()).containsExactly(2, -3);
    assertThat(arrays.get("u")).hasToString("NDArray[uint64, (1,)]");
    assertThat(arrays.get("u").toLongArray()).containsExactly(-1);
    assertThat(arrays.get("s").item()).isEqualTo(2.5);
    assertThat(arrays.get("e").shape()).containsExactly(0, 3);
  }

  @Test
  void whatIsWrittenHasNumPysBytes(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Map<String, NDArray> arrays = nd.load(numpys("stored.npz"));
    Path stored = folder.resolve("stored.npz");
    Path compressed = folder.resolve("compressed.npz");
    nd.savez(stored.toString(), arrays);
    nd.savezCompressed(compressed.toString(), arrays);
    Map<String, byte[]> wanted = files(numpys("stored.npz"), ZipEntry.STORED);
    for (Map<String, byte[]> written :
        new Map[] {
          files(stored.toString(), ZipEntry.STORED), files(compressed.toString(), ZipEntry.DEFLATED)
        }) {
      assertThat(written.keySet()).containsExactlyElementsOf(wanted.keySet());
      wanted.forEach((name, bytes) -> assertThat(written.get(name)).as(name).isEqualTo(bytes));
    }
    assertThat(folder)
        .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
  }

  private static Map<String, byte[]> files(String archive, int method) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(new File(archive))) {
      for (ZipEntry entry : zip.stream().toList()) {
        assertThat(entry.getMethod()).isEqualTo(method);
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }

  @Test
  void largeCompressedArraysAreUnpackedByATask(SparkSession spark) {
    Map<String, NDArray> arrays = NDContext.of(spark).load(numpys("large.npz"));
    NDArray rows = arrays.get("rows");
    assertThat(rows.shape()).containsExactly(1100, 2200);
    assertThat(rows.at("::200, 5").toDoubleArray()).containsExactly(0, 4, 1, 5, 2, 6);
    assertThat(rows.subtract(arrays.get("columns")).abs().max().item()).isZero();
    assertThat(arrays.get("swapped").imag().toDoubleArray()).containsExactly(0, 2, 4, 6, 8, 10);
  }

  /** Tasks have other working folders than the driver. */
  @Test
  @SparkTest(master = "local-cluster[1,1,1024]")
  void executorsFindArchivesOfRelativePaths(SparkSession spark) {
    Path file = Path.of("").toAbsolutePath().relativize(Path.of(numpys("large.npz")));
    assertThat(file).isRelative();
    NDContext nd = NDContext.of(spark);
    Map<String, NDArray> arrays = nd.load(file.toString());
    assertThat(arrays.get("rows").subtract(arrays.get("columns")).abs().max().item()).isZero();
  }

  @Test
  void partsOfStoredArraysAreReadByRanges(SparkSession spark) {
    NDContext nd = NDContext.of(spark);
    String file = folder.resolve("x.npz").toString();
    nd.savez(file, Map.of("x", nd.arange(3_000_000).reshape(1000, 3000)));
    NDArray x = nd.load(file).get("x");
    assertThat(x.at("-1, -3:").toLongArray()).containsExactly(2_999_997, 2_999_998, 2_999_999);
    assertThat(x.sum().toLongArray()).containsExactly(4_499_998_500_000L);
  }

  @Test
  void aFailureLeavesWhatWasThere(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Path file = folder.resolve("kept.npz");
    nd.savez(file.toString(), Map.of("x", nd.arange(3)));
    Path gone = folder.resolve("gone.npy");
    nd.arange(10).write(gone.toString());
    NDArray absent = nd.read(gone.toString()).add(1);
    Files.delete(gone);
    assertThatThrownBy(() -> nd.savez(file.toString(), Map.of("y", absent)))
        .isInstanceOf(NDArrayException.class);
    assertThat(nd.load(file.toString()).get("x").toLongArray()).containsExactly(0, 1, 2);
    assertThat(folder.toFile().list()).containsExactly("kept.npz");
  }

  @Test
  void damageIsFound(SparkSession spark) throws IOException {
    NDContext nd = NDContext.of(spark);
    Path file = folder.resolve("damaged.npz");
    nd.savezCompressed(file.toString(), Map.of("x", nd.random(1, 1000)));
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(4000);
      bytes.write(~bytes.read());
    }
    assertThatThrownBy(() -> nd.load(file.toString()))
        .isInstanceOf(NDArrayException.class)
        .hasMessageStartingWith("Cannot read " + file + "/x.npy: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "np.load('objects.npz')['o'] | Cannot read objects.npz/o.npy: it holds Python objects",
        "np.load('stored.npz')['x']  | 'x is not a file in the archive'",
        "np.load('stored.npz')[0]    | '0 is not a file in the archive'",
        "np.load('text.npz')         | Cannot read text.npz: File is not a zip file",
        "np.load('empty.npz')        | Cannot read empty.npz: File is not a zip file",
        "np.load('none.npz')         | Cannot read none.npz: no such file or directory",
        "nd.read('stored.npz')       | Cannot read stored.npz as one array: it is an archive",
      })
  void badInputIsRefused(String script, String message, SparkSession spark) throws IOException {
    Files.writeString(folder.resolve("text.npz"), "no archive");
    Files.createFile(folder.resolve("empty.npz"));
    for (String name : new String[] {"objects.npz", "stored.npz"}) {
      Files.copy(Path.of(numpys(name)), folder.resolve(name));
    }
    String here = folder + File.separator;
    String there = script.replaceAll("'(\\w+\\.npz)'", "'" + here + "$1'");
    assertThatThrownBy(() -> NDContext.of(spark).eval(there, Map.of()))
        .isInstanceOf(NDArrayException.class)
        .hasMessageContaining(message.replaceAll("(\\w+\\.npz)", here + "$1"));
  }
}
