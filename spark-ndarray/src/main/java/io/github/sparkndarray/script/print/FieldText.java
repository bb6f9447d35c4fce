package io.github.sparkndarray.script.print;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.Formatted.Conversion;
import io.github.sparkndarray.script.value.Formatted.Field;
import io.github.sparkndarray.script.value.Value;

/** The values in a text that is put together, each in its format. */
public final class FieldText {
  private FieldText() {}

  /** What the text of a value is made of. */
  interface Texts {
    String str(Value value);

    String repr(Value value);

    /** The element of an array without axes. */
    PythonScalar element(ArrayValue array);
  }

  /** A text whose arrays have been computed. */
  static String of(Formatted formatted, Texts texts) {
    StringBuilder text = new StringBuilder();
    for (Formatted.Piece piece : formatted.pieces()) {
      // Java 17 has no pattern switch.
      if (piece instanceof Field field) {
        text.append(field(field, texts));
      } else if (piece instanceof Formatted.Literal literal) {
        text.append(literal.text());
      }
    }
    return text.toString();
  }

  /**
   * Refuses a format that a value has not, before anything is computed: as if its elements were 0.
   *
   * @throws NDArrayException in Python's words
   */
  public static void check(Field field) {
    field(
        field,
        new Texts() {
          @Override
          public String str(Value value) {
            return "";
          }

          @Override
          public String repr(Value value) {
            return "";
          }

          @Override
          public PythonScalar element(ArrayValue array) {
            DType dtype = array.expr().dtype();
            return dtype.isComplex()
                ? PythonScalar.of(0.0, 0.0)
                : dtype.isFloat()
                    ? PythonScalar.of(0.0)
                    : dtype == DType.BOOL ? PythonScalar.of(false) : PythonScalar.of(0L);
          }
        });
  }

  private static String field(Field field, Texts texts) {
    Value value = field.value();
    return switch (field.conversion()) {
      case NONE -> formatted(value, field.format(), texts);
      case STR -> text(texts.str(value), field.format());
      case REPR -> text(texts.repr(value), field.format());
      case ASCII -> text(ScalarText.ascii(texts.repr(value)), field.format());
      case PERCENT -> percent(value, PercentSpec.parse(field.format()), texts);
    };
  }

  private static String text(String text, String format) {
    return format.isEmpty() ? text : FormatSpec.parse(format, "str").ofText(text);
  }

  /** Python's {@code format(value, format)}. NumPy formats its scalars as Python's numbers. */
  private static String formatted(Value value, String format, Texts texts) {
    if (value instanceof Value.Scalar scalar) {
      return number(scalar.scalar(), format);
    }
    if (value instanceof ArrayValue array && array.expr().shape().rank() == 0) {
      return number(texts.element(array), format);
    }
    if (value instanceof Value.Text string) {
      return text(string.text(), format);
    }
    if (!format.isEmpty()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "unsupported format string passed to %s.__format__", value.typeName());
    }
    return texts.str(value);
  }

  private static String number(PythonScalar number, String format) {
    return format.isEmpty() ? ScalarText.of(number) : SpecNumber.format(number, format);
  }

  private static String percent(Value value, PercentSpec spec, Texts texts) {
    if (spec.isText()) {
      Conversion conversion =
          spec.type() == 's' ? Conversion.STR : Conversion.ofLetter(String.valueOf(spec.type()));
      return spec.ofText(field(new Field(value, conversion, ""), texts));
    }
    if (value instanceof Value.Text letter
        && spec.type() == 'c'
        && letter.text().codePointCount(0, letter.text().length()) == 1) {
      return spec.ofText(letter.text());
    }
    if (value instanceof Value.Scalar scalar) {
      return spec.ofNumber(scalar.scalar(), value.typeName());
    }
    if (value instanceof ArrayValue array && array.expr().shape().rank() == 0) {
      return spec.ofNumber(texts.element(array), value.typeName());
    }
    if (value instanceof ArrayValue && "eEfFgG".indexOf(spec.type()) >= 0) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "only 0-dimensional arrays can be converted to Python scalars");
    }
    throw spec.unfit(value.typeName());
  }
}
