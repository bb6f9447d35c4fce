package io.github.sparkndarray.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;

/**
 * All rows whose value is on one side of a threshold.
 *
 * @param measure of the vectors of both sides
 * @param comparison of a value with the threshold
 * @param threshold no NaN
 */
record WithinSpec(PairMeasure measure, Comparison comparison, double threshold)
    implements PairSpec {

  /** Comparisons as SQL has them: NaN is greater than any other number. */
  enum Comparison {
    LESS("<") {
      @Override
      boolean holds(double value, double threshold) {
        return value < threshold;
      }
    },
    LESS_OR_EQUAL("<=") {
      @Override
      boolean holds(double value, double threshold) {
        return value <= threshold;
      }
    },
    GREATER(">") {
      @Override
      boolean holds(double value, double threshold) {
        return !(value <= threshold);
      }
    },
    GREATER_OR_EQUAL(">=") {
      @Override
      boolean holds(double value, double threshold) {
        return !(value < threshold);
      }
    };

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    abstract boolean holds(double value, double threshold);

    /** The comparison that holds for exchanged operands when this one does. */
    Comparison exchanged() {
      return switch (this) {
        case LESS -> GREATER;
        case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
        case GREATER -> LESS;
        case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
      };
    }
  }

  /** The values for which the comparison surely does not hold. */
  Limit limit() {
    boolean isLess = comparison == Comparison.LESS || comparison == Comparison.LESS_OR_EQUAL;
    Limit limit = isLess ? Limit.above() : Limit.below();
    if (comparison == Comparison.LESS || comparison == Comparison.GREATER) {
      limit.at(threshold);
    } else {
      limit.after(threshold);
    }
    return limit;
  }

  @Override
  public String nodeName() {
    return "NDArrayWithinJoin";
  }

  @Override
  public List<Attribute> rightOutput(List<Attribute> right) {
    return right;
  }

  @Override
  public PairSearch search(VectorTable table, int rightColumns) {
    return new RowsWithin(this, table);
  }

  @Override
  public String toString() {
    return "%s %s %s".formatted(measure.sqlName(), comparison.sign, threshold);
  }
}
