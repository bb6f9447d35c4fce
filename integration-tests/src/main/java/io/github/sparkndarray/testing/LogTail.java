package io.github.sparkndarray.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ends of log files, for messages about what failed. */
final class LogTail {
  private static final int LINES = 40;

  /** Spark logs commands with whole class paths. */
  private static final int COLUMNS = 300;

  private LogTail() {}

  /** The last lines of a text file. */
  static String of(Path file) {
    try {
      return of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines of a text. */
  static String of(String text) {
    List<String> lines = text.lines().toList();
    return lines.stream()
        .skip(Math.max(0, lines.size() - LINES))
        .map(line -> "    " + shortened(line))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  private static String shortened(String line) {
    return line.length() <= COLUMNS ? line : line.substring(0, COLUMNS) + "…";
  }

  /** The last lines of each file that is not empty, below a folder, under the file's name. */
  static String ofAll(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(LogTail::isLog)
          .sorted()
          .map(file -> folder.relativize(file) + ":" + System.lineSeparator() + of(file))
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLog(Path file) {
    String name = String.valueOf(file.getFileName());
    return (name.endsWith(".log") || name.equals("stderr") || name.equals("stdout"))
        && file.toFile().length() > 0;
  }
}
