package io.github.sparkndarray.integration;

import io.github.sparkndarray.arrow.chunk.HostArray;

/** What runs a script of the language, somewhere. */
interface ScriptRunner {

  /** The value of the last line; a number is a 0-d array. */
  HostArray evaluate(String script);

  /** What the script prints. */
  String print(String script);
}
