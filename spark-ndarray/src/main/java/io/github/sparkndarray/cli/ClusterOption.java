package io.github.sparkndarray.cli;

import io.github.sparkndarray.plan.physical.ClusterSpec;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a cluster that need not be there, such as {@code 1000x4x16g}. */
final class ClusterOption implements ITypeConverter<ClusterSpec> {
  private static final Pattern FORM = Pattern.compile("(\\d{1,7})x(\\d{1,4})x(\\d{1,7})([mgt])");

  @Override
  public ClusterSpec convert(String text) {
    Matcher parts = FORM.matcher(text.toLowerCase(Locale.ROOT));
    if (!parts.matches()) {
      throw refused(text);
    }
    int executors = Integer.parseInt(parts.group(1));
    int cores = Integer.parseInt(parts.group(2));
    long units = Long.parseLong(parts.group(3));
    long memory = units << (20 + 10 * "mgt".indexOf(parts.group(4)));
    if (executors < 1 || cores < 1 || memory < 1) {
      throw refused(text);
    }
    return new ClusterSpec(executors, cores, memory, memory, memory);
  }

  private static TypeConversionException refused(String text) {
    return new TypeConversionException(
        "'" + text + "' is no cluster: it takes executors x cores x memory, as in 1000x4x16g");
  }
}
