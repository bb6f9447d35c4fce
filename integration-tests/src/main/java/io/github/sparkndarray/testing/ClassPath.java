package io.github.sparkndarray.testing;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The class path of this JVM, as child JVMs get it. */
final class ClassPath {
  private ClassPath() {}

  static String ofThisJvm() {
    return System.getProperty("java.class.path");
  }

  /** The entries that are jars: neither folders of classes nor what does not exist. */
  static List<Path> jars() {
    return Stream.of(ofThisJvm().split(File.pathSeparator))
        .map(Path::of)
        .filter(entry -> Files.isRegularFile(entry) && entry.toString().endsWith(".jar"))
        .toList();
  }

  /** The folder or jar that a class comes from. */
  static Path entryOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Cannot tell where " + type + " comes from", e);
    }
  }
}
