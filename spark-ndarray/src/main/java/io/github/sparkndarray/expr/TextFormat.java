package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of numbers stand in a text file.
 *
 * @param comments what a comment begins with, which goes to the end of its line
 * @param delimiter what is between two numbers; null for any white space
 * @param skipRows how many lines are left out first, whatever is in them
 * @param mostRows how many rows are read at most, lines without numbers not counted
 * @param columns the columns that are read, in this order, negative ones from the last; empty for
 *     all
 * @param dtype what the numbers become, real; where it is an integer only those in its range are
 *     numbers
 */
public record TextFormat(
    List<String> comments,
    @Nullable String delimiter,
    long skipRows,
    long mostRows,
    List<Integer> columns,
    DType dtype)
    implements Serializable {

  public TextFormat {
    comments = List.copyOf(comments);
    columns = List.copyOf(columns);
  }

  /** What holds the numbers until they are converted: float64, or int64 with a uint64's bits. */
  public DType heldAs() {
    return dtype.isInteger() ? DType.INT64 : DType.FLOAT64;
  }
}
