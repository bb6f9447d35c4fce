package io.github.sparkndarray.plan.explain;

/** The forms in which a plan is shown. */
public enum ExplainFormat {
  /** For people. */
  TEXT,
  /** For programs: {@link PlanDescription} as JSON. */
  JSON,
  /** A picture, also for people. */
  SVG,
  /** The source of the kernels. */
  CODEGEN
}
