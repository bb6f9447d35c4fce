package io.github.sparkndarray.cli;

import java.util.Map;

/** Opens the session of a command, once its arguments and its script are known to be right. */
interface SessionFactory {

  Session open(Options options);

  /**
   * What the options that every command has say.
   *
   * @param master Spark's master URL
   * @param configuration settings of Spark and of this library
   * @param verbose whether logs are wanted
   */
  record Options(String master, Map<String, String> configuration, boolean verbose) {
    public Options {
      configuration = Map.copyOf(configuration);
    }
  }
}
