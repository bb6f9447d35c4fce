package io.github.sparkndarray.expr;

import static io.github.sparkndarray.expr.MetricParameter.ofData;
import static io.github.sparkndarray.expr.MetricParameter.optional;
import static io.github.sparkndarray.expr.MetricParameter.required;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one table of distances and kernel functions between vectors. A row gives a formula in the
 * script language over {@code a} and {@code b}, whose last axis is that of the vectors and whose
 * other axes broadcast; the formula with weights {@code w}, where the source has them; what the
 * vectors are converted to first; further parameters; and where its meaning comes from. Java API,
 * scripts, SQL and tests go by this table.
 *
 * <p>What is computed from one vector alone (a norm, a mean, a product with a matrix) is written so
 * that it is computed once per vector; the rest fuses into one contraction.
 *
 * <p>NaN in a vector gives NaN, also for {@code chebyshev}, where SciPy's {@code cdist} overlooks
 * it; {@code hamming} counts it as different, and {@code nan_euclidean} leaves it out.
 */
public enum Metric {
  BRAYCURTIS(
      Kind.DISTANCE,
      Input.FLOATING,
      "abs(a - b).sum(-1) / abs(a + b).sum(-1)",
      "(w * abs(a - b)).sum(-1) / (w * abs(a + b)).sum(-1)",
      Source.SCIPY),
  CANBERRA(
      Kind.DISTANCE,
      Input.FLOATING,
      "where((a == 0) & (b == 0), 0, abs(a - b) / (abs(a) + abs(b))).sum(-1)",
      "(w * where((a == 0) & (b == 0), 0, abs(a - b) / (abs(a) + abs(b)))).sum(-1)",
      Source.SCIPY),
  CHEBYSHEV(
      Kind.DISTANCE,
      Input.FLOATING,
      "abs(a - b).max(-1)",
      "where(w > 0, abs(a - b), 0).max(-1)",
      Source.SCIPY),
  CITYBLOCK(
      Kind.DISTANCE,
      Input.FLOATING,
      "abs(a - b).sum(-1)",
      "(w * abs(a - b)).sum(-1)",
      Source.SCIPY),
  CORRELATION(
      Kind.DISTANCE,
      Input.FLOATING,
      "a = a - a.mean(-1, keepdims=True); b = b - b.mean(-1, keepdims=True); " + Text.COSINE,
      "a = a - (w * a).sum(-1, keepdims=True) / w.sum();"
          + " b = b - (w * b).sum(-1, keepdims=True) / w.sum(); "
          + Text.WEIGHTED_COSINE,
      Source.SCIPY),
  COSINE(Kind.DISTANCE, Input.FLOATING, Text.COSINE, Text.WEIGHTED_COSINE, Source.SCIPY),
  DICE("(tf + ft) / (2 * tt + tf + ft)"),
  EUCLIDEAN(
      Kind.DISTANCE,
      Input.FLOATING,
      "sqrt(((a - b) ** 2).sum(-1))",
      "sqrt((w * (a - b) ** 2).sum(-1))",
      Source.SCIPY),
  HAMMING(
      Kind.DISTANCE,
      Input.AS_GIVEN,
      "(a != b).sum(-1) / a.shape[-1]",
      "(w * (a != b)).sum(-1) / w.sum()",
      Source.SCIPY),
  JACCARD("where(tt + tf + ft == 0, 0, (tf + ft) / (tt + tf + ft))"),
  JENSENSHANNON(
      Kind.DISTANCE,
      Input.FLOATING,
      "sa = where((a < 0).any(-1, keepdims=True), 0, a.sum(-1, keepdims=True)); sb = where((b <"
          + " 0).any(-1, keepdims=True), 0, b.sum(-1, keepdims=True)); p = a / sa; q = b / sb; m ="
          + " (p + q) / 2; s = (where(p == 0, 0, p * log(p / m)) + where(q == 0, 0, q * log(q /"
          + " m))).sum(-1); where((sa[..., 0] == 0) | (sb[..., 0] == 0), inf, sqrt(maximum(s / 2 /"
          + " log(base), 0)))",
      "",
      Source.SCIPY,
      optional("base", "e")),
  MAHALANOBIS(
      Kind.DISTANCE,
      Input.FLOATING,
      "u = (a[..., None] * VI).sum(-2); v = (b[..., None] * VI).sum(-2);"
          + " sqrt(((u - v) * (a - b)).sum(-1))",
      "",
      Source.SCIPY,
      required("VI")),
  MINKOWSKI(
      Kind.DISTANCE,
      Input.FLOATING,
      "(abs(a - b) ** p).sum(-1) ** (1 / p)",
      "(w * abs(a - b) ** p).sum(-1) ** (1 / p)",
      Source.SCIPY,
      optional("p", "2.0")),
  ROGERSTANIMOTO("2 * (tf + ft) / (tt + ff + 2 * (tf + ft))"),
  RUSSELLRAO("(n - tt) / n"),
  SEUCLIDEAN(
      Kind.DISTANCE,
      Input.FLOATING,
      "sqrt(((a - b) ** 2 / V).sum(-1))",
      "",
      Source.SCIPY,
      ofData(
          "V",
          "n = len(x) + len(y); m = (x.sum(0) + y.sum(0)) / n;"
              + " (((x - m) ** 2).sum(0) + ((y - m) ** 2).sum(0)) / (n - 1)")),
  SOKALSNEATH("2 * (tf + ft) / (tt + 2 * (tf + ft))"),
  SQEUCLIDEAN(
      Kind.DISTANCE,
      Input.FLOATING,
      "((a - b) ** 2).sum(-1)",
      "(w * (a - b) ** 2).sum(-1)",
      Source.SCIPY),
  YULE("where(tf * ft == 0, 0, 2 * tf * ft / (tt * ff + tf * ft))"),

  /** Of points (latitude, longitude) in radians. */
  HAVERSINE(
      Kind.DISTANCE,
      Input.FLOATING,
      "la = a[..., 0]; lb = b[..., 0];"
          + " h = sin((la - lb) / 2) ** 2"
          + " + cos(la) * cos(lb) * sin((a[..., 1] - b[..., 1]) / 2) ** 2;"
          + " radius * (2 * arcsin(sqrt(h)))",
      "",
      Source.SCIKIT_LEARN,
      optional("radius", "1.0")),
  NAN_EUCLIDEAN(
      Kind.DISTANCE,
      Input.FLOATING,
      "gap = isnan(a) | isnan(b); present = (~gap).sum(-1).astype(a.dtype);"
          + " s = where(gap, 0, (a - b) ** 2).sum(-1);"
          + " where(present == 0, nan, sqrt(s * (a.shape[-1] / maximum(present, 1))))",
      "",
      Source.SCIKIT_LEARN),

  LINEAR(Kind.KERNEL, Input.FLOATING, "(a * b).sum(-1)", "", Source.SCIKIT_LEARN),
  POLY(
      Kind.KERNEL,
      Input.FLOATING,
      "(gamma * (a * b).sum(-1) + coef0) ** degree",
      "",
      Source.SCIKIT_LEARN,
      optional("gamma", Text.PER_FEATURE),
      optional("coef0", "1.0"),
      optional("degree", "3.0")),
  RBF(
      Kind.KERNEL,
      Input.FLOATING,
      "exp(-gamma * ((a - b) ** 2).sum(-1))",
      "",
      Source.SCIKIT_LEARN,
      optional("gamma", Text.PER_FEATURE)),
  LAPLACIAN(
      Kind.KERNEL,
      Input.FLOATING,
      "exp(-gamma * abs(a - b).sum(-1))",
      "",
      Source.SCIKIT_LEARN,
      optional("gamma", Text.PER_FEATURE)),
  SIGMOID(
      Kind.KERNEL,
      Input.FLOATING,
      "tanh(gamma * (a * b).sum(-1) + coef0)",
      "",
      Source.SCIKIT_LEARN,
      optional("gamma", Text.PER_FEATURE),
      optional("coef0", "1.0")),
  /** As scikit-learn's kernel {@code cosine}: 0 where a vector is zero. */
  COSINE_SIMILARITY(
      Kind.KERNEL,
      Input.FLOATING,
      "na = sqrt((a ** 2).sum(-1)); nb = sqrt((b ** 2).sum(-1));"
          + " (a * b).sum(-1) / (where(na == 0, 1, na) * where(nb == 0, 1, nb))",
      "",
      Source.SCIKIT_LEARN),
  CHI2(
      Kind.KERNEL,
      Input.FLOATING,
      "exp(-gamma * " + Text.CHI2 + ")",
      "",
      Source.SCIKIT_LEARN,
      optional("gamma", "1.0")),
  ADDITIVE_CHI2(Kind.KERNEL, Input.FLOATING, "-" + Text.CHI2, "", Source.SCIKIT_LEARN);

  /** Whether less is nearer, or more is. */
  public enum Kind {
    DISTANCE,
    KERNEL
  }

  /** What vectors are converted to before the formula sees them. */
  public enum Input {
    /** float32 where both are, float64 otherwise; the result has the same dtype. */
    FLOATING,
    /** Whether an element is not zero; the result is float64. */
    BOOL,
    /** Nothing; the result is float64. */
    AS_GIVEN
  }

  /** Whose definition a row follows, and whose values it is tested against. */
  public enum Source {
    /** {@code scipy.spatial.distance.cdist}. */
    SCIPY,
    /** {@code sklearn.metrics.pairwise}. */
    SCIKIT_LEARN
  }

  /** What several rows share. */
  private static final class Text {
    static final String COSINE =
        "1 - (a * b).sum(-1) / (sqrt((a ** 2).sum(-1)) * sqrt((b ** 2).sum(-1)))";
    static final String WEIGHTED_COSINE =
        "1 - (w * a * b).sum(-1) / (sqrt((w * a ** 2).sum(-1)) * sqrt((w * b ** 2).sum(-1)))";
    static final String CHI2 = "where((a == 0) & (b == 0), 0, (a - b) ** 2 / (a + b)).sum(-1)";
    static final String PER_FEATURE = "1 / a.shape[-1]";
    static final String COUNTS =
        "tt = (a & b).sum(-1); tf = (a & ~b).sum(-1); ft = (~a & b).sum(-1); n = a.shape[-1];"
            + " ff = n - tt - tf - ft; ";
    static final String WEIGHTED_COUNTS =
        "tt = (w * (a & b)).sum(-1); tf = (w * (a & ~b)).sum(-1); ft = (w * (~a & b)).sum(-1);"
            + " n = w.sum(); ff = n - tt - tf - ft; ";
  }

  private final Kind kind;
  private final Input input;
  private final String formula;
  private final String weightedFormula;
  private final Source source;
  private final List<MetricParameter> parameters;

  Metric(
      Kind kind,
      Input input,
      String formula,
      String weightedFormula,
      Source source,
      MetricParameter... parameters) {
    this.kind = kind;
    this.input = input;
    this.formula = formula;
    this.weightedFormula = weightedFormula;
    this.source = source;
    this.parameters = List.of(parameters);
  }

  /**
   * A distance between vectors of truth values, by how many positions are true in both ({@code
   * tt}), in the first only ({@code tf}), in the second only ({@code ft}), in neither ({@code ff}).
   */
  Metric(String formula) {
    this(
        Kind.DISTANCE,
        Input.BOOL,
        Text.COUNTS + formula,
        Text.WEIGHTED_COUNTS + formula,
        Source.SCIPY);
  }

  /** The name in Java, scripts and SQL. */
  public String metricName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Kind kind() {
    return kind;
  }

  public Input input() {
    return input;
  }

  /** The formula over {@code a}, {@code b} and the parameters. */
  public String formula() {
    return formula;
  }

  /** The formula with weights {@code w}; empty where the metric takes none. */
  public Optional<String> weightedFormula() {
    return weightedFormula.isEmpty() ? Optional.empty() : Optional.of(weightedFormula);
  }

  public Source source() {
    return source;
  }

  /** The parameters, other than weights. */
  public List<MetricParameter> parameters() {
    return parameters;
  }

  /** The metric of a name; SciPy's and scikit-learn's other spellings are known. */
  public static Optional<Metric> named(String name) {
    String own =
        switch (name.toLowerCase(Locale.ROOT)) {
          case "manhattan", "l1" -> "cityblock";
          case "l2" -> "euclidean";
          case "polynomial" -> "poly";
          default -> name.toLowerCase(Locale.ROOT);
        };
    return Stream.of(values()).filter(metric -> metric.metricName().equals(own)).findFirst();
  }
}
