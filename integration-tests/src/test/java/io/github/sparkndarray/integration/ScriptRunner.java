package io.github.sparkndarray.integration;

import io.github.sparkndarray.arrow.chunk.HostArray;
import java.util.List;

/** What runs a script of the language, somewhere. */
interface ScriptRunner {

  /** The value of the last line; a number is a 0-d array. */
  HostArray evaluate(String script);

  /** The values of expressions after a script, computed together. */
  List<HostArray> evaluate(String script, List<String> expressions);

  /** What the script prints. */
  String print(String script);
}
