package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.print.FieldText;
import io.github.sparkndarray.script.print.ValueText;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.Formatted.Conversion;
import io.github.sparkndarray.script.value.Formatted.Field;
import io.github.sparkndarray.script.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Strings of values, and the methods of strings. */
final class StringFunctions {
  private StringFunctions() {}

  static List<Function> rows() {
    return List.of(
        builtin("str", "object=''", a -> Formatted.of(a.value("object"), Conversion.STR, "")),
        builtin("repr", "obj, /", a -> Formatted.of(a.value("obj"), Conversion.REPR, "")),
        builtin("ascii", "obj, /", a -> Formatted.of(a.value("obj"), Conversion.ASCII, "")),
        builtin("format", "value, format_spec='', /", StringFunctions::format),
        method(
            "format",
            "self, /, *args, **kwargs",
            a -> BraceTemplate.of(self(a), a.rest("args"), a.restByName(), a.environment())),
        method("join", "self, iterable, /", StringFunctions::join),
        method("upper", "self", a -> new Value.Text(self(a).toUpperCase(Locale.ROOT))),
        method("lower", "self", a -> new Value.Text(self(a).toLowerCase(Locale.ROOT))),
        method("strip", "self", a -> new Value.Text(self(a).strip())),
        method("lstrip", "self", a -> new Value.Text(self(a).stripLeading())),
        method("rstrip", "self", a -> new Value.Text(self(a).stripTrailing())),
        method("split", "self, sep=None", StringFunctions::split),
        method("find", "self, sub, /", a -> Value.of(find(a))),
        method("count", "self, sub, /", StringFunctions::count),
        method(
            "replace",
            "self, old, new, /",
            a -> new Value.Text(self(a).replace(a.text("old"), a.text("new")))),
        method(
            "startswith", "self, prefix, /", a -> Value.of(self(a).startsWith(a.text("prefix")))),
        method("endswith", "self, suffix, /", a -> Value.of(self(a).endsWith(a.text("suffix")))),
        aligned("ljust", '<'),
        aligned("rjust", '>'),
        aligned("center", '^'),
        method("zfill", "self, width, /", StringFunctions::filledWithZeros));
  }

  private static Function builtin(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.BUILTIN);
  }

  private static Function method(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.TEXT_METHOD);
  }

  private static String self(BoundArguments a) {
    return a.text("self");
  }

  /** A text, with the arrays computed that it shows. */
  static String text(Formatted formatted, Environment environment) {
    return ValueText.str(
            List.of(formatted), environment.results().printOptions(), environment.host()::compute)
        .get(0);
  }

  private static Value format(BoundArguments a) {
    if (!(a.value("format_spec") instanceof Value.Text spec)) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "format() argument 2 must be str, not %s",
          a.value("format_spec").typeName());
    }
    Field field = new Field(a.value("value"), Conversion.NONE, spec.text());
    FieldText.check(field);
    return new Formatted(List.of(field));
  }

  private static Value join(BoundArguments a) {
    Value given = a.value("iterable");
    if (given instanceof Value.Text letters) {
      return new Value.Text(
          letters
              .text()
              .codePoints()
              .mapToObj(Character::toString)
              .collect(Collectors.joining(self(a))));
    }
    boolean isIterable =
        given instanceof Value.Sequence
            || given instanceof Value.Archive
            || given instanceof Value.ArchiveView;
    if (!isIterable) {
      throw NDArrayException.of(ErrorCode.DTYPE, "can only join an iterable");
    }
    List<Value> items = BuiltinFunctions.items(given);
    for (int i = 0; i < items.size(); i++) {
      if (!(items.get(i) instanceof Value.Text)) {
        throw NDArrayException.of(
            ErrorCode.DTYPE,
            "sequence item %d: expected str instance, %s found",
            i,
            items.get(i).typeName());
      }
    }
    return new Value.Text(
        items.stream()
            .map(item -> ((Value.Text) item).text())
            .collect(Collectors.joining(self(a))));
  }

  /** At blanks of any number, or at each separator. */
  private static Value split(BoundArguments a) {
    if (a.isNone("sep")) {
      String text = self(a).strip();
      return texts(text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1)));
    }
    if (a.text("sep").isEmpty()) {
      throw NDArrayException.of(ErrorCode.VALUE, "empty separator");
    }
    return texts(List.of(self(a).split(Pattern.quote(a.text("sep")), -1)));
  }

  private static Value texts(List<String> texts) {
    return Value.Sequence.list(texts.stream().map(text -> (Value) new Value.Text(text)).toList());
  }

  private static long find(BoundArguments a) {
    int found = self(a).indexOf(a.text("sub"));
    return found < 0 ? -1 : self(a).codePointCount(0, found);
  }

  private static Value count(BoundArguments a) {
    String sub = a.text("sub");
    String text = self(a);
    if (sub.isEmpty()) {
      return Value.of(text.codePointCount(0, text.length()) + 1L);
    }
    long count = 0;
    for (int at = text.indexOf(sub); at >= 0; at = text.indexOf(sub, at + sub.length())) {
      count++;
    }
    return Value.of(count);
  }

  private static Function aligned(String name, char where) {
    return method(
        name,
        "self, width, fillchar=' ', /",
        a -> {
          String fill = a.text("fillchar");
          if (fill.codePointCount(0, fill.length()) != 1) {
            throw NDArrayException.of(
                ErrorCode.DTYPE, "The fill character must be exactly one character long");
          }
          int missing = missing(a);
          // Of an odd number of characters the larger half is on the left where the width is odd.
          int half = missing / 2 + (missing & (int) a.integer("width") & 1);
          int left = where == '<' ? 0 : where == '>' ? missing : half;
          return new Value.Text(fill.repeat(left) + self(a) + fill.repeat(missing - left));
        });
  }

  private static int missing(BoundArguments a) {
    long length = self(a).codePointCount(0, self(a).length());
    return (int) Math.max(0, Math.min(1_000_000, a.integer("width")) - length);
  }

  private static Value filledWithZeros(BoundArguments a) {
    String text = self(a);
    int sign = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return new Value.Text(text.substring(0, sign) + "0".repeat(missing(a)) + text.substring(sign));
  }
}
