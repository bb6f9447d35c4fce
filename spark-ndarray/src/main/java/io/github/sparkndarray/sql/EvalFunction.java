package io.github.sparkndarray.sql;

import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowProgram;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.CreateNamedStruct;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetStructField;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** {@code nd_eval(text, struct)}: an expression of the script language over a struct's fields. */
final class EvalFunction extends RowFunction {
  private static final long serialVersionUID = 1L;

  static final String NAME = "nd_eval";

  EvalFunction(Seq<Expression> children, boolean ansi) {
    super(children, ansi);
  }

  private Expression struct() {
    return children().apply(1);
  }

  @Override
  List<Expression> operandExpressions() {
    // What makes a struct is taken apart again: no struct is made for a row.
    if (struct() instanceof CreateNamedStruct made) {
      return CollectionConverters.asJava(made.valExprs());
    }
    List<Expression> fields = new ArrayList<>();
    StructType type = (StructType) struct().dataType();
    for (int i = 0; i < type.length(); i++) {
      fields.add(new GetStructField(struct(), i, Option.apply(type.apply(i).name())));
    }
    return fields;
  }

  @Override
  List<String> operandNames() {
    return List.of(((StructType) struct().dataType()).fieldNames());
  }

  @Override
  RowProgram program(List<RowOperand> operands) {
    return RowProgram.of(children().apply(0).eval(null).toString(), operands);
  }

  @Override
  RowFunction with(Seq<Expression> others) {
    return new EvalFunction(others, ansi());
  }

  @Override
  public TypeCheckResult checkInputDataTypes() {
    Expression text = children().apply(0);
    if (!text.dataType().equals(DataTypes.StringType) || !text.foldable()) {
      return TypeChecks.unexpected(0, "STRING (the same in all rows)", text);
    }
    if (text.eval(null) == null) {
      return TypeChecks.failure(NAME + ": the expression is NULL");
    }
    if (!(struct().dataType() instanceof StructType)) {
      return TypeChecks.unexpected(
          1, "STRUCT (of what the expression names, as named_struct('a', a) makes one)", struct());
    }
    return super.checkInputDataTypes();
  }

  @Override
  public String prettyName() {
    return NAME;
  }
}
