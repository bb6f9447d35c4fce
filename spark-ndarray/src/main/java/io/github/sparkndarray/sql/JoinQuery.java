package io.github.sparkndarray.sql;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.frame.Features;
import io.github.sparkndarray.frame.FrameErrors;
import io.github.sparkndarray.frame.FrameErrors.Condition;
import io.github.sparkndarray.frame.IndexedRows;
import io.github.sparkndarray.frame.InternalRows;
import io.github.sparkndarray.frame.LazyRows;
import io.github.sparkndarray.frame.TableColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A join whose mistakes have been looked for, as far as schemas show them. */
final class JoinQuery {
  private static final String DISTANCE = "distance";
  private static final String RANK = "rank";
  private static final String RIGHT_SUFFIX = "_right";

  private final Dataset<Row> left;
  private final Dataset<Row> right;
  private final JoinSpec spec;
  private final Features features;
  private final StructType schema;
  private final Progress progress;

  JoinQuery(Dataset<Row> left, Dataset<Row> right, JoinSpec spec, Progress progress) {
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.progress = progress;
    List<Dataset<Row>> sides = spec.self() ? List.of(left) : List.of(left, right);
    if (spec.features().isEmpty()) {
      throw JoinErrors.refused("Cannot compare rows without features: name their columns");
    }
    for (Dataset<Row> side : sides) {
      spec.features().forEach(name -> TableColumns.field(side, name));
      spec.by().forEach(name -> TableColumns.field(side, name));
    }
    String id = spec.id();
    if (id != null) {
      TableColumns.ordered(right, id);
    }
    this.features = features();
    List<DType> dtypes =
        sides.stream().map(side -> IndexedRows.requireVectors(side, features)).toList();
    for (String name : spec.by()) {
      if (!TableColumns.field(left, name)
          .dataType()
          .equals(TableColumns.field(right, name).dataType())) {
        throw FrameErrors.of(
            Condition.ND_WRONG_TYPE,
            "Cannot compare rows by '%s', which is %s on the left side and %s on the right",
            name,
            TableColumns.field(left, name).dataType().simpleString(),
            TableColumns.field(right, name).dataType().simpleString());
      }
    }
    MetricCheck metric = new MetricCheck(NDContext.of(left.sparkSession()), spec, dtypes);
    if (features.inOneColumn()) {
      metric.requireForSomeLength();
    } else {
      metric.requireFor(spec.features().size());
    }
    refuseTooLargeK();
    this.schema = resultSchema();
  }

  private Features features() {
    List<String> names = spec.features();
    DataType first = TableColumns.field(left, names.get(0)).dataType();
    boolean one = names.size() == 1 && (first instanceof ArrayType || first instanceof BinaryType);
    Features found = one ? Features.column(names.get(0)) : Features.columns(names);
    return spec.nullsAreNaN() ? found.withNullsAsNaN() : found;
  }

  /** Refuses a k that no right side of at most as many rows as Spark knows of has. */
  private void refuseTooLargeK() {
    if (spec.hasRadius() || !spec.by().isEmpty()) {
      return;
    }
    InternalRows.mostRows(right)
        .ifPresent(rows -> Sides.requireEnough(spec, spec.self() ? rows - 1 : rows));
  }

  private StructType resultSchema() {
    Set<String> taken = new LinkedHashSet<>();
    List<StructField> fields = new ArrayList<>();
    for (StructField field : left.schema().fields()) {
      add(field, taken, fields);
    }
    for (StructField field : right.schema().fields()) {
      boolean collides = Arrays.asList(left.columns()).contains(field.name());
      String name = collides ? field.name() + RIGHT_SUFFIX : field.name();
      add(
          new StructField(name, field.dataType(), field.nullable(), field.metadata()),
          taken,
          fields);
    }
    add(DataTypes.createStructField(DISTANCE, DataTypes.DoubleType, false), taken, fields);
    add(DataTypes.createStructField(RANK, DataTypes.IntegerType, false), taken, fields);
    return new StructType(fields.toArray(StructField[]::new));
  }

  private static void add(StructField field, Set<String> taken, List<StructField> fields) {
    if (!taken.add(field.name())) {
      throw FrameErrors.of(
          Condition.COLUMN_ALREADY_EXISTS,
          "Cannot name a column of the result '%s': there is one already; rename it before the"
              + " join",
          field.name());
    }
    fields.add(field);
  }

  Dataset<Row> toDataFrame() {
    LazyRows rows =
        new LazyRows(
            left.sparkSession().sparkContext(),
            () ->
                spec.by().isEmpty()
                    ? new WholeJoin(left, right, spec, features, progress).rows()
                    : new GroupedJoin(left, right, spec, features, progress).rows());
    return InternalRows.toDataFrame(left.sparkSession(), rows.toJavaRDD(), schema);
  }

  String explain() {
    return spec.by().isEmpty()
        ? new WholeJoin(left, right, spec, features, progress).explain()
        : "for each group by "
            + spec.by()
            + ", in one task: the rows of a group compared by "
            + spec.metric()
            + ", blocks of the left side with all of the right; a group of more than "
            + NDArraySettings.groupBytes(left.sparkSession())
            + " bytes as whole tables are, one after the other\n";
  }
}
