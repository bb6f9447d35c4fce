package io.github.sparkndarray.plan.explain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The plan of what one statement of a script computes.
 *
 * @param line where the statement begins, from 1 on
 * @param statement its text
 * @param plan how it is computed
 */
public record StatementPlan(int line, String statement, @JsonUnwrapped PlanDescription plan) {

  /** The statement's place and its first line. */
  public String heading() {
    return "line " + line + ": " + statement.lines().findFirst().orElse("");
  }
}
