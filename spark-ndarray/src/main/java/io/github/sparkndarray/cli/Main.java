package io.github.sparkndarray.cli;

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
        Cli.run(args, new SparkSessionFactory(), new Demo(), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }
}
