package io.github.sparkndarray.arrow.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.NumPy;
import io.github.sparkndarray.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a file holds, reading it ends in an array or in an error of ours. */
class NpyFuzzTest {
  private static final String ALPHABET =
      "{}()[],:'\"\\ \n-L0123456789<>|=bfiuOdescrshapFTn\0\u00e9";

  @Test
  void randomFiles() {
    Random random = Samples.random();
    List<byte[]> good = List.copyOf(NumPy.files().values());
    int[] read = {0};
    for (int round = 0; round < 50_000; round++) {
      byte[] file = good.get(random.nextInt(good.size())).clone();
      switch (random.nextInt(4)) {
        case 0 -> flipBits(file, random);
        case 1 -> scribble(file, random);
        case 2 -> file = Arrays.copyOf(file, random.nextInt(file.length + 20));
        default -> {
          file = new byte[random.nextInt(200)];
          random.nextBytes(file);
          byte[] start = good.get(0);
          System.arraycopy(start, 0, file, 0, Math.min(random.nextInt(12), file.length));
        }
      }
      read[0] += reads(file) ? 1 : 0;
    }
    // Not everything must be refused for the wrong reason.
    assertThat(read[0]).isBetween(500, 45_000);
  }

  private static void flipBits(byte[] file, Random random) {
    for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
      file[random.nextInt(Math.min(140, file.length))] ^= (byte) (1 << random.nextInt(8));
    }
  }

  /** Puts characters that mean something to the parser into the header's text. */
  private static void scribble(byte[] file, Random random) {
    byte[] alphabet = ALPHABET.getBytes(StandardCharsets.ISO_8859_1);
    for (int changes = random.nextInt(1, 12); changes > 0; changes--) {
      int at = 10 + random.nextInt(Math.min(70, file.length - 10));
      file[at] = alphabet[random.nextInt(alphabet.length)];
    }
  }

  /** Whether the file can be read, from either kind of source and with the same outcome. */
  private static boolean reads(byte[] file) {
    boolean streamed = false;
    try {
      NpyReader.read("x.npy", new ByteArrayInputStream(file));
      streamed = true;
      NpyReaderTest.whole(file);
      return true;
    } catch (NDArrayException e) {
      assertThat(streamed).as(() -> Base64.getEncoder().encodeToString(file)).isFalse();
      assertThat(e).hasMessageStartingWith("Cannot ").hasMessageNotContaining("\n");
      return false;
    } catch (IOException | RuntimeException e) {
      throw new AssertionError(Base64.getEncoder().encodeToString(file), e);
    }
  }
}
