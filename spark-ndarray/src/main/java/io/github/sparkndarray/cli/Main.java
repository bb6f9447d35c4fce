package io.github.sparkndarray.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The main class of {@code bin/spark-ndarray}, and of {@code spark-submit} jobs. */
public final class Main {
  private static final String LOG_CONFIGURATION = "log4j2.configurationFile";
  private static final String VERBOSE_LOG =
      "classpath:io/github/sparkndarray/cli/log4j2-verbose.properties";

  private Main() {}

  public static void main(String[] args) {
    if (Arrays.asList(args).contains("--verbose")) {
      // Before the first logger is made, which is when Log4j reads it.
      System.setProperty(LOG_CONFIGURATION, VERBOSE_LOG);
    }
    int status =
        Cli.run(
            args,
            new SparkSessionFactory(),
            new Demo(),
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err));
    if (status != 0) {
      System.exit(status);
    }
  }

  /** A stream that has ± and μ whatever the locale says. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
