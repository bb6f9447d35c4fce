package io.github.sparkndarray.sql;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowProgram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/**
 * A function of numbers and arrays of a row. A null operand, or a null element of an array, makes
 * the result null, and so do lengths that do not fit where ANSI mode is off.
 */
abstract class RowFunction extends Expression implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Seq<Expression> children;
  private final boolean ansi;
  private transient @Nullable RowProgram program;

  RowFunction(Seq<Expression> children, boolean ansi) {
    this.children = children;
    this.ansi = ansi;
  }

  /** What goes into the program, in the order of its operands; resolved. */
  abstract List<Expression> operandExpressions();

  /** The program over operands of given types. */
  abstract RowProgram program(List<RowOperand> operands);

  /** The names of the operands. */
  abstract List<String> operandNames();

  /** The same function of other children. */
  abstract RowFunction with(Seq<Expression> others);

  boolean ansi() {
    return ansi;
  }

  /** The program; only once the types have been checked. */
  RowProgram program() {
    RowProgram known = program;
    if (known == null) {
      known = program(operands());
      program = known;
    }
    return known;
  }

  /** The operands whose values are no constants of the program, as expressions. */
  List<Expression> givenOperands() {
    List<Expression> given = new ArrayList<>();
    List<Expression> all = operandExpressions();
    for (int i = 0; i < all.size(); i++) {
      if (program().operands().get(i).constant() == null) {
        given.add(all.get(i));
      }
    }
    return given;
  }

  private List<RowOperand> operands() {
    List<RowOperand> operands = new ArrayList<>();
    List<Expression> expressions = operandExpressions();
    for (int i = 0; i < expressions.size(); i++) {
      Expression operand = expressions.get(i);
      DataType type = operand.dataType();
      int rank = SqlTypes.rank(type);
      Double constant = null;
      if (rank == 0 && operand.foldable() && isParameter(i)) {
        Object value = operand.eval(null);
        constant = value instanceof Number number ? Double.valueOf(number.doubleValue()) : null;
      }
      operands.add(
          new RowOperand(
              operandNames().get(i), SqlTypes.dtype(type).orElseThrow(), rank, constant));
    }
    return operands;
  }

  /** Whether a number that is the same in all rows may choose between formulas. */
  boolean isParameter(int operand) {
    return false;
  }

  @Override
  public TypeCheckResult checkInputDataTypes() {
    List<Expression> expressions = operandExpressions();
    for (int i = 0; i < expressions.size(); i++) {
      DataType type = expressions.get(i).dataType();
      if (SqlTypes.dtype(type).isEmpty() || SqlTypes.rank(type) > 2) {
        return TypeChecks.unexpected(
            i,
            "arrays of DOUBLE, FLOAT, BIGINT, INT or BOOLEAN, arrays of such arrays, or numbers",
            expressions.get(i));
      }
    }
    try {
      if (program().rank() > 2) {
        return TypeChecks.failure("The result has more than two axes: " + program().rank());
      }
    } catch (NDArrayException e) {
      return TypeChecks.failure(prettyName() + ": " + e.getMessage());
    }
    return TypeCheckResult.TypeCheckSuccess$.MODULE$;
  }

  @Override
  public DataType dataType() {
    return SqlTypes.of(program().dtype(), program().rank());
  }

  @Override
  public boolean nullable() {
    return true;
  }

  @Override
  public boolean foldable() {
    return children.forall(Expression::foldable);
  }

  @Override
  public Seq<Expression> children() {
    return children;
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> others) {
    return with(others);
  }

  @Override
  public @Nullable Object eval(InternalRow input) {
    return RowInterpreter.evaluate(program(), givenOperands(), ansi, input);
  }

  @Override
  public ExprCode doGenCode(CodegenContext context, ExprCode result) {
    return new RowCodegen(this, context).generate(result);
  }

  @Override
  public int productArity() {
    return 1;
  }

  @Override
  public Object productElement(int n) {
    return children;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof RowFunction;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowFunction function
        && function.getClass() == getClass()
        && function.prettyName().equals(prettyName())
        && function.ansi == ansi
        && function.children.equals(children);
  }

  @Override
  public int hashCode() {
    return 31 * prettyName().hashCode() + children.hashCode();
  }
}
