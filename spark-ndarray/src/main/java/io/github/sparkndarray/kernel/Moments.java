package io.github.sparkndarray.kernel;

/**
 * The count, the mean and the sum of squared deviations from the mean of disjoint parts of some
 * values. A part's own deviations and how far its mean is from the others' add up without
 * cancellation. A mean is a number and an offset from it: of values far from zero and near each
 * other the distances between means would be rounded away.
 *
 * @see <a href="https://doi.org/10.1080/00031305.1983.10483115">Chan, Golub and LeVeque: Algorithms
 *     for Computing the Sample Variance</a>
 */
public final class Moments {
  private double count;
  private double mean;
  private double offset;
  private double squares;
  private double lost;

  /** The moments of no values. */
  public Moments() {}

  /** Goes on from moments that are known. */
  public void set(double count, double mean, double offset, double squares, double lost) {
    this.count = count;
    this.mean = mean;
    this.offset = offset;
    this.squares = squares;
    this.lost = lost;
  }

  /** Adds the moments of other values. */
  public void add(double otherCount, double otherMean, double otherOffset, double otherSquares) {
    if (otherCount == 0) {
      return;
    }
    if (count == 0) {
      set(otherCount, otherMean, otherOffset, otherSquares, 0);
      return;
    }
    double all = count + otherCount;
    double apart = (otherMean - mean) + (otherOffset - offset);
    double between = apart * apart * (count * (otherCount / all));
    double more = otherSquares + between;
    double total = squares + more;
    lost += Partials.lost(squares, more, total);
    squares = total;
    offset += apart * (otherCount / all);
    count = all;
  }

  public double count() {
    return count;
  }

  /** A number near the mean. */
  public double mean() {
    return mean;
  }

  /** How far the mean is from {@link #mean()}. */
  public double offset() {
    return offset;
  }

  /** The sum of squared deviations from the mean; infinities and NaN are the plain sum's. */
  public double squares() {
    return squares - squares != 0 ? squares : squares + lost;
  }

  /** {@link #squares()} as it was added up, without {@link #lost()}. */
  public double plainSquares() {
    return squares;
  }

  /** What was lost in adding up. */
  public double lost() {
    return lost;
  }
}
