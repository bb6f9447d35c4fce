package io.github.sparkndarray.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Stream;

/** Where the jars of a made-up Spark installation come from. */
final class SparkJars {
  /** Names a file that holds the class path of a Spark installation. */
  static final String PROPERTY = "io.github.sparkndarray.testing.sparkClassPath";

  private SparkJars() {}

  static Collection<Path> found() {
    String file = System.getProperty(PROPERTY);
    return file == null ? ClassPath.jars() : listedIn(Path.of(file));
  }

  private static Collection<Path> listedIn(Path file) {
    try {
      return Stream.of(Files.readString(file).strip().split(File.pathSeparator))
          .map(Path::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot read the class path of Spark, "
              + file
              + ", which the system property "
              + PROPERTY
              + " names",
          e);
    }
  }
}
