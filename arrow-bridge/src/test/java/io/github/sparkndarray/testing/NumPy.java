package io.github.sparkndarray.testing;

import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** NumPy's answers as src/test/python/make_fixtures.py has written them down. */
public final class NumPy {
  private NumPy() {}

  /** The tab-separated lines of a file, without its title. */
  public static List<String[]> lines(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .toList();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }

  /** The npy files that NumPy wrote, by name. */
  public static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(open("npy.zip"))) {
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new AssertionError("npy.zip", e);
    }
    return files;
  }

  /** The npy file of a name without its ending. */
  public static byte[] file(String name) {
    byte[] file = files().get(name + ".npy");
    if (file == null) {
      throw new AssertionError("there is no " + name + ".npy");
    }
    return file;
  }

  /** The shape of Python's spelling, for example {@code (2, 3)}. */
  public static Shape shape(String text) {
    return Shape.of(numbers(text.substring(1, text.length() - 1), ","));
  }

  public static long[] numbers(String text, String separator) {
    return Arrays.stream(text.split(separator))
        .map(String::strip)
        .filter(number -> !number.isEmpty())
        .mapToLong(Long::parseLong)
        .toArray();
  }

  private static InputStream open(String name) {
    InputStream in = NumPy.class.getResourceAsStream("/numpy/" + name);
    if (in == null) {
      throw new AssertionError("there is no " + name);
    }
    return in;
  }

  /** The shapes of a list such as {@code (2, 3); (4,)}. */
  public static List<Shape> shapes(String text) {
    return Stream.of(text.split("; ")).map(NumPy::shape).toList();
  }
}
