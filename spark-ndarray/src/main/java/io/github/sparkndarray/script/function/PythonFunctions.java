package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.print.Preview;
import io.github.sparkndarray.script.print.ValueText;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Operators;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.script.value.PrintOptions.FloatMode;
import io.github.sparkndarray.script.value.PrintOptions.Sign;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** Python's own functions, and the methods of arrays that make Python values. */
final class PythonFunctions {
  private PythonFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of(
            "print",
            "*values, sep=None, end=None, !file=None, !flush=False",
            PythonFunctions::print,
            Place.BUILTIN),
        Function.of(
            "set_printoptions",
            "precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None,"
                + " nanstr=None, infstr=None, !formatter=None, sign=None, floatmode=None, *,"
                + " !legacy=None, !override_repr=None",
            PythonFunctions::setPrintOptions,
            Place.NUMPY),
        Function.of(
            "array2string",
            "a, max_line_width=None, precision=None, suppress_small=None, separator=' ',"
                + " prefix='', *, !formatter=None, threshold=None, edgeitems=None, sign=None,"
                + " floatmode=None, suffix='', !legacy=None",
            PythonFunctions::array2string,
            Place.NUMPY),
        text("array_str", false),
        text("array_repr", true),
        Function.of(
            "isscalar", "element", a -> Value.of(isScalar(a.value("element"))), Place.NUMPY),
        Function.of("iterable", "y", a -> Value.of(isIterable(a.value("y"))), Place.NUMPY),
        Function.of("len", "obj", a -> Value.of(length(a.value("obj"))), Place.BUILTIN),
        Function.of("divmod", "x, y, /", PythonFunctions::divmod, Place.BUILTIN),
        Function.of(
            "abs", "x", a -> Operators.unary(Operator.ABSOLUTE, a.value("x")), Place.BUILTIN),
        Function.of("item", "a, *args", PythonFunctions::item, Place.ARRAY_METHOD),
        Function.of("tolist", "a", PythonFunctions::toList, Place.ARRAY_METHOD));
  }

  /** What an array is shown as, with options of its own. */
  private static Function text(String name, boolean isRepr) {
    return Function.of(
        name,
        (isRepr ? "arr" : "a") + ", max_line_width=None, precision=None, suppress_small=None",
        a -> {
          PrintOptions own = own(a, a.environment().results().printOptions());
          ArrayValue array = a.array(isRepr ? "arr" : "a");
          ValueText.Computation computation = a.environment().host()::compute;
          return new Value.Text(
              isRepr
                  ? ValueText.repr(array, own, computation).replaceFirst("^np[.]", "")
                  : ValueText.str(List.of(array), own, computation).get(0));
        },
        Place.NUMPY);
  }

  private static PrintOptions own(BoundArguments a, PrintOptions now) {
    return new PrintOptions(
        precision(a, now.precision()),
        now.threshold(),
        now.edgeItems(),
        option(a, "max_line_width", now.lineWidth()),
        a.isNone("suppress_small") ? now.suppress() : a.bool("suppress_small"),
        now.nan(),
        now.inf(),
        now.sign(),
        now.floatMode());
  }

  private static Value array2string(BoundArguments a) {
    if (!(a.value("a") instanceof ArrayValue array)) {
      throw NDArrayException.of(
          ErrorCode.NAME, "'%s' object has no attribute 'size'", a.value("a").typeName());
    }
    PrintOptions now = own(a, a.environment().results().printOptions());
    PrintOptions own =
        new PrintOptions(
            now.precision(),
            a.isNone("threshold") ? now.threshold() : threshold(a),
            option(a, "edgeitems", now.edgeItems()),
            now.lineWidth(),
            now.suppress(),
            now.nan(),
            now.inf(),
            a.isNone("sign") ? now.sign() : sign(a.value("sign")),
            a.isNone("floatmode") ? now.floatMode() : floatMode(a.value("floatmode")));
    Preview preview = Preview.of(array.expr(), own);
    return new Value.Text(
        preview.text(
            a.environment().host().compute(preview.parts()),
            a.text("separator"),
            a.text("prefix").length(),
            a.text("suffix").length()));
  }

  private static boolean isIterable(Value value) {
    return value instanceof ArrayValue array
        ? array.expr().shape().rank() > 0
        : value instanceof Value.Sequence
            || value instanceof Value.Text
            || value instanceof Value.Archive
            || value instanceof Value.ArchiveView;
  }

  private static boolean isScalar(Value value) {
    return value instanceof Value.Scalar
        || value instanceof Value.Text
        || (value instanceof ArrayValue array && array.isScalar());
  }

  private static Value print(BoundArguments a) {
    for (String name : List.of("sep", "end")) {
      if (!a.isNone(name) && !(a.value(name) instanceof Value.Text)) {
        throw NDArrayException.of(
            ErrorCode.DTYPE, "%s must be None or a string, not %s", name, a.value(name).typeName());
      }
    }
    String separator = a.isNone("sep") ? " " : a.text("sep");
    String end = a.isNone("end") ? "\n" : a.text("end");
    a.environment().results().print(a.rest("values"), separator, end);
    return Value.NONE;
  }

  private static Value setPrintOptions(BoundArguments a) {
    PrintOptions now = a.environment().results().printOptions();
    a.environment()
        .results()
        .printWith(
            new PrintOptions(
                precision(a, now.precision()),
                a.isNone("threshold") ? now.threshold() : threshold(a),
                option(a, "edgeitems", now.edgeItems()),
                option(a, "linewidth", now.lineWidth()),
                a.isNone("suppress") ? now.suppress() : a.bool("suppress"),
                a.isNone("nanstr") ? now.nan() : a.text("nanstr"),
                a.isNone("infstr") ? now.inf() : a.text("infstr"),
                a.isNone("sign") ? now.sign() : sign(a.value("sign")),
                a.isNone("floatmode") ? now.floatMode() : floatMode(a.value("floatmode"))));
    return Value.NONE;
  }

  private static Sign sign(Value given) {
    if (given instanceof Value.Text text) {
      switch (text.text()) {
        case "-":
          return Sign.MINUS;
        case "+":
          return Sign.PLUS;
        case " ":
          return Sign.SPACE;
        default:
      }
    }
    throw NDArrayException.of(ErrorCode.VALUE, "sign option must be one of ' ', '+', or '-'");
  }

  private static FloatMode floatMode(Value given) {
    for (FloatMode mode : FloatMode.values()) {
      if (given.equals(new Value.Text(mode.numpyName()))) {
        return mode;
      }
    }
    throw NDArrayException.of(
        ErrorCode.VALUE,
        "floatmode option must be one of \"fixed\", \"unique\", \"maxprec\", \"maxprec_equal\"");
  }

  private static int precision(BoundArguments a, int now) {
    boolean isIntegral =
        a.isNone("precision")
            || a.value("precision") instanceof ArrayValue
            || (a.value("precision") instanceof Value.Scalar number
                && number.scalar().isIntegral());
    if (!isIntegral) {
      throw NDArrayException.of(ErrorCode.DTYPE, "precision must be an integer");
    }
    return option(a, "precision", now);
  }

  private static int option(BoundArguments a, String name, int now) {
    return a.isNone(name) ? now : (int) Math.max(0, Math.min(100_000, a.integer(name)));
  }

  /** A number that may be infinite. */
  private static long threshold(BoundArguments a) {
    if (!(a.value("threshold") instanceof Value.Scalar)) {
      throw NDArrayException.of(ErrorCode.DTYPE, "threshold must be numeric");
    }
    double given = a.number("threshold").real();
    if (Double.isNaN(given)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "threshold must be non-NAN, try sys.maxsize for untruncated representation");
    }
    return (long) given;
  }

  private static long length(Value value) {
    if (value instanceof Value.Sequence sequence) {
      return sequence.items().size();
    }
    if (value instanceof Value.ArchiveView view) {
      return view.items().items().size();
    }
    if (value instanceof Value.Archive archive) {
      return archive.arrays().names().size();
    }
    if (value instanceof Value.Text text) {
      return text.text().codePointCount(0, text.text().length());
    }
    if (value instanceof ArrayValue array && array.expr().shape().rank() > 0) {
      return array.expr().shape().extent(0);
    }
    if (value instanceof ArrayValue array && !array.isScalar()) {
      throw NDArrayException.of(ErrorCode.VALUE, "len() of unsized object");
    }
    throw NDArrayException.of(
        ErrorCode.VALUE, "object of type '%s' has no len()", value.typeName());
  }

  private static Value divmod(BoundArguments a) {
    Value x = a.value("x");
    Value y = a.value("y");
    return Value.Sequence.tuple(
        List.of(
            Operators.binary(Operator.FLOOR_DIVIDE, x, y, a.environment()),
            Operators.binary(Operator.REMAINDER, x, y, a.environment())));
  }

  /** {@code x.item()}, {@code x.item(5)} in C order, {@code x.item(1, 2)}. */
  private static Value item(BoundArguments a) {
    Expr array = a.expr("a");
    List<Value> args = a.rest("args");
    if (args.size() == 1 && args.get(0) instanceof Value.Sequence position) {
      args = position.items();
    }
    Shape shape = array.shape();
    List<Index> index = new ArrayList<>();
    if (args.isEmpty()) {
      if (shape.size() != 1) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "can only convert an array of size 1 to a Python scalar");
      }
      for (int axis = 0; axis < shape.rank(); axis++) {
        index.add(new Index.At(0));
      }
    } else if (args.size() == 1) {
      long flat = Conversions.toInteger(args.get(0), a.environment());
      if (flat < -shape.size() || flat >= shape.size()) {
        throw NDArrayException.of(
            ErrorCode.INDEX,
            "index %d is out of bounds for %ssize %d",
            flat,
            shape.rank() == 1 ? "axis 0 with " : "",
            shape.size());
      }
      long rest = flat < 0 ? flat + shape.size() : flat;
      long[] strides = shape.strides();
      for (int axis = 0; axis < shape.rank(); axis++) {
        index.add(new Index.At(rest / strides[axis]));
        rest %= strides[axis];
      }
    } else if (args.size() == shape.rank()) {
      args.forEach(i -> index.add(new Index.At(Conversions.toInteger(i, a.environment()))));
    } else {
      throw NDArrayException.of(ErrorCode.INDEX, "incorrect number of indices for array");
    }
    HostArray element = a.environment().compute(View.index(array, index));
    return new Value.Scalar(Conversions.element(element, 0));
  }

  private static Value toList(BoundArguments a) {
    HostArray values = a.environment().compute(a.expr("a"));
    return nested(values, 0, 0, values.size());
  }

  private static Value nested(HostArray values, int axis, int from, int count) {
    if (axis == values.shape().rank()) {
      return new Value.Scalar(Conversions.element(values, from));
    }
    int extent = (int) values.shape().extent(axis);
    int step = extent == 0 ? 0 : count / extent;
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < extent; i++) {
      items.add(nested(values, axis + 1, from + i * step, step));
    }
    return Value.Sequence.list(items);
  }
}
