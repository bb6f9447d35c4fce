package io.github.sparkndarray.integration;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.format.NpyReader;
import io.github.sparkndarray.arrow.format.NpyWriter;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Points in space, and their nearest neighbours as two nested loops find them. */
record Points(double[] coordinates, int dimensions) {

  /** Points in the unit cube, the same for the same seed. */
  static Points random(long seed, int count, int dimensions) {
    Random random = new Random(seed);
    return new Points(random.doubles((long) count * dimensions).toArray(), dimensions);
  }

  int count() {
    return coordinates.length / dimensions;
  }

  HostArray array() {
    return HostArray.ofDoubles(Shape.of(count(), dimensions), coordinates);
  }

  /** The nearest other point of each, the first of several that are equally near. */
  long[] nearest() {
    long[] nearest = new long[count()];
    for (int i = 0; i < count(); i++) {
      double least = Double.POSITIVE_INFINITY;
      for (int j = 0; j < count(); j++) {
        if (j != i && distance(i, j) < least) {
          least = distance(i, j);
          nearest[i] = j;
        }
      }
    }
    return nearest;
  }

  double distance(int i, int j) {
    double sum = 0;
    for (int k = 0; k < dimensions; k++) {
      double difference = coordinates[i * dimensions + k] - coordinates[j * dimensions + k];
      sum += difference * difference;
    }
    return Math.sqrt(sum);
  }

  static Path save(HostArray array, Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      NpyWriter.write(array, out);
    }
    return file;
  }

  /** The points as a table with a header. */
  Path saveCsv(Path file) throws IOException {
    StringBuilder csv = new StringBuilder();
    for (int k = 0; k < dimensions; k++) {
      csv.append(k == 0 ? "" : ",").append('x').append(k);
    }
    for (int at = 0; at < coordinates.length; at++) {
      csv.append(at % dimensions == 0 ? '\n' : ',').append(coordinates[at]);
    }
    return Files.writeString(file, csv.append('\n'));
  }

  static HostArray load(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return NpyReader.read(file.toString(), in);
    }
  }

  static long[] longs(HostArray array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.getLong(i);
    }
    return values;
  }
}
