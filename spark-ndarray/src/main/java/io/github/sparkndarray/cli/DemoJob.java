package io.github.sparkndarray.cli;

import java.io.PrintStream;

/** What {@code demo} does. */
interface DemoJob {
  void run(Session session, PrintStream out);
}
