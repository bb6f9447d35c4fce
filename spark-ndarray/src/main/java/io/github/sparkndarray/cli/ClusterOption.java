package io.github.sparkndarray.cli;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a cluster that need not be there, such as {@code executors=1000,cores=4,memory=16g}.
 * Without {@code bandwidth}, which is in bytes a second, its network is one of 10 Gbit/s; without
 * {@code vectors} its cores have vectors of 256 bits.
 */
final class ClusterOption implements ITypeConverter<ClusterSpec> {
  static final String FORM = "executors=N,cores=N,memory=SIZE[,bandwidth=SIZE][,vectors=BITS]";

  private static final String EXECUTORS = "executors";
  private static final String CORES = "cores";
  private static final String MEMORY = "memory";
  private static final String BANDWIDTH = "bandwidth";

  private static final String VECTORS = "vectors";

  private static final Set<String> VECTOR_BITS = Set.of("64", "128", "256", "512");

  private static final int MOST_EXECUTORS = 1_000_000;
  private static final int MOST_CORES = 1_000;

  @Override
  public ClusterSpec convert(String text) {
    Map<String, String> parts = parts(text);
    int executors = count(text, parts, EXECUTORS, MOST_EXECUTORS);
    int cores = count(text, parts, CORES, MOST_CORES);
    long memory = size(text, parts, MEMORY);
    ClusterSpec cluster;
    try {
      cluster = new ClusterSpec(executors, cores, memory, memory, memory);
    } catch (NDArrayException e) {
      throw refused(text, e.getMessage().replaceFirst("^Cannot plan for a cluster with ", ""));
    }
    if (parts.containsKey(BANDWIDTH)) {
      cluster = cluster.withBandwidth(size(text, parts, BANDWIDTH));
    }
    String bits = parts.get(VECTORS);
    if (bits != null && !VECTOR_BITS.contains(bits)) {
      throw refused(text, VECTORS + " have 64, 128, 256 or 512 bits");
    }
    return bits == null ? cluster : cluster.withVectors(Integer.parseInt(bits));
  }

  private static Map<String, String> parts(String text) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).strip();
      if (equals < 0 || !Set.of(EXECUTORS, CORES, MEMORY, BANDWIDTH, VECTORS).contains(name)) {
        throw refused(text, "'" + part + "' is no part of one");
      }
      if (parts.put(name, part.substring(equals + 1).strip()) != null) {
        throw refused(text, name + " is given twice");
      }
    }
    for (String name : new String[] {EXECUTORS, CORES, MEMORY}) {
      if (!parts.containsKey(name)) {
        throw refused(text, name + " is missing");
      }
    }
    return parts;
  }

  private static int count(String text, Map<String, String> parts, String name, int most) {
    String value = parts.getOrDefault(name, "");
    int count = value.matches("\\d{1,7}") ? Integer.parseInt(value) : 0;
    if (count < 1 || count > most) {
      throw refused(text, name + " is a number from 1 to " + most);
    }
    return count;
  }

  private static long size(String text, Map<String, String> parts, String name) {
    return ByteSize.parse(parts.getOrDefault(name, ""))
        .orElseThrow(() -> refused(text, name + " is a size such as 512m, 16g or 1.25g"));
  }

  private static TypeConversionException refused(String text, String reason) {
    return new TypeConversionException(
        "Cannot plan for the cluster '"
            + text
            + "': "
            + reason
            + "; it takes "
            + FORM
            + ", as in executors=1000,cores=4,memory=16g");
  }
}
