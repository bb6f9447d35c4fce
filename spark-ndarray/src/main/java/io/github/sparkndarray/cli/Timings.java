package io.github.sparkndarray.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.parse.Script.Step;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** One line of JSON for each statement, written as soon as it has run. */
final class Timings implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final ObjectMapper json = new ObjectMapper();
  private final Writer writer;
  private final String name;
  private long start;

  private Timings(Writer writer, String name) {
    this.writer = writer;
    this.name = name;
  }

  /** Timings that nobody wants. */
  static Timings none() {
    return new Timings(Writer.nullWriter(), "nowhere");
  }

  static Timings to(Path file) {
    try {
      return new Timings(Files.newBufferedWriter(file), file.toString());
    } catch (IOException e) {
      throw cannotWrite(file.toString(), e);
    }
  }

  void start() {
    start = System.nanoTime();
  }

  /** Notes the time since {@link #start}. */
  void end(Step step) {
    ObjectNode line = json.createObjectNode();
    line.put("line", step.line());
    line.put("statement", step.text());
    line.put("seconds", (System.nanoTime() - start) / NANOS);
    try {
      writer.write(line + "\n");
      writer.flush();
    } catch (IOException e) {
      throw cannotWrite(name, e);
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (IOException e) {
      throw cannotWrite(name, e);
    }
  }

  private static NDArrayException cannotWrite(String name, IOException cause) {
    return new NDArrayException(
        ErrorCode.IO, "Cannot write " + name + ": " + cause.getMessage(), cause);
  }
}
