package io.github.sparkndarray.cli;

/** The forms in which a plan is shown. */
enum ExplainFormat {
  /** For people. */
  TEXT,
  /** The source of the kernels. */
  CODEGEN
}
