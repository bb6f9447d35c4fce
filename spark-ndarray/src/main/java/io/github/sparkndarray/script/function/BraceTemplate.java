package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.print.FieldText;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.Formatted.Conversion;
import io.github.sparkndarray.script.value.Formatted.Field;
import io.github.sparkndarray.script.value.Formatted.Literal;
import io.github.sparkndarray.script.value.Formatted.Piece;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code "…{0:.2f}…".format(values)}. */
final class BraceTemplate {
  /** What names a value, then attributes and items of it. */
  private static final Pattern NAME = Pattern.compile("[^.\\[]*");

  private static final Pattern PART = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");

  private final List<Value> positional;
  private final Map<String, Value> named;
  private final Environment environment;
  private int next;
  private boolean isManual;

  private BraceTemplate(List<Value> positional, Map<String, Value> named, Environment environment) {
    this.positional = positional;
    this.named = named;
    this.environment = environment;
  }

  /**
   * A template filled in.
   *
   * @throws NDArrayException in Python's words where it is none, or the values do not fit
   */
  static Formatted of(
      String template, List<Value> positional, Map<String, Value> named, Environment environment) {
    return new Formatted(new BraceTemplate(positional, named, environment).pieces(template, 2));
  }

  private List<Piece> pieces(String template, int depth) {
    if (depth == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Max string recursion exceeded");
    }
    List<Piece> pieces = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      char letter = template.charAt(at);
      boolean isDoubled = at + 1 < template.length() && template.charAt(at + 1) == letter;
      if (letter != '{' && letter != '}') {
        literal.append(letter);
        at++;
      } else if (isDoubled) {
        literal.append(letter);
        at += 2;
      } else if (letter == '}' || at + 1 == template.length()) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "Single '%s' encountered in format string", letter);
      } else {
        int end = endOfField(template, at + 1);
        pieces.add(new Literal(literal.toString()));
        literal.setLength(0);
        pieces.add(field(template.substring(at + 1, end), depth));
        at = end + 1;
      }
    }
    pieces.add(new Literal(literal.toString()));
    return pieces;
  }

  private static int endOfField(String template, int from) {
    int open = 1;
    for (int i = from; i < template.length(); i++) {
      open += template.charAt(i) == '{' ? 1 : template.charAt(i) == '}' ? -1 : 0;
      if (open == 0) {
        return i;
      }
    }
    throw NDArrayException.of(ErrorCode.VALUE, "expected '}' before end of string");
  }

  /** {@code name!conversion:format}. */
  private Field field(String text, int depth) {
    int end = 0;
    boolean isInBrackets = false;
    while (end < text.length() && (isInBrackets || "!:".indexOf(text.charAt(end)) < 0)) {
      isInBrackets = text.charAt(end) == '[' || (isInBrackets && text.charAt(end) != ']');
      end++;
    }
    Value value = value(text.substring(0, end));
    Conversion conversion = Conversion.NONE;
    String rest = text.substring(end);
    if (rest.startsWith("!")) {
      conversion = conversion(rest);
      rest = rest.substring(2);
    }
    String format = rest.isEmpty() ? "" : rest.substring(1);
    if (format.indexOf('{') >= 0 || format.indexOf('}') >= 0) {
      format = StringFunctions.text(new Formatted(pieces(format, depth - 1)), environment);
    }
    Field field = new Field(value, conversion, format);
    FieldText.check(field);
    return field;
  }

  private static Conversion conversion(String rest) {
    if (rest.length() == 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "unmatched '{' in format spec");
    }
    if (rest.length() > 2 && rest.charAt(2) != ':') {
      throw NDArrayException.of(ErrorCode.VALUE, "expected ':' after conversion specifier");
    }
    if ("rsa".indexOf(rest.charAt(1)) < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Unknown conversion specifier %s", rest.charAt(1));
    }
    return Conversion.ofLetter(rest.substring(1, 2));
  }

  private Value value(String path) {
    Matcher name = NAME.matcher(path);
    boolean hasName = name.lookingAt();
    Value value = first(hasName ? name.group() : "");
    int at = hasName ? name.end() : 0;
    Matcher part = PART.matcher(path);
    while (at < path.length()) {
      if (!part.region(at, path.length()).lookingAt()) {
        throw NDArrayException.of(ErrorCode.VALUE, "Empty attribute in format string");
      }
      value =
          part.group(1) != null
              ? Language.attribute(value, part.group(1))
              : item(value, part.group(2));
      at = part.end();
    }
    return value;
  }

  private Value first(String name) {
    boolean isNumber = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!name.isEmpty() && !isNumber) {
      Value value = named.get(name);
      if (value == null) {
        throw NDArrayException.of(ErrorCode.NAME, "'%s'", name);
      }
      return value;
    }
    if (isNumber ? next > 0 : isManual) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          isNumber
              ? "cannot switch from automatic field numbering to manual field specification"
              : "cannot switch from manual field specification to automatic field numbering");
    }
    isManual = isNumber;
    int position = isNumber ? Integer.parseInt(name.length() > 9 ? "999999999" : name) : next++;
    if (position >= positional.size()) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "Replacement index %d out of range for positional args tuple", position);
    }
    return positional.get(position);
  }

  private static Value item(Value value, String key) {
    boolean isNumber = key.length() < 10 && key.chars().allMatch(c -> c >= '0' && c <= '9');
    if (value instanceof Value.Archive archive) {
      return archive
          .get(key)
          .orElseThrow(
              () -> NDArrayException.of(ErrorCode.INDEX, "'%s is not a file in the archive'", key));
    }
    if (value instanceof ArrayValue array && isNumber && array.expr().shape().rank() > 0) {
      List<Index> index = List.of(new Index.At(Long.parseLong(key)));
      return array.expr().shape().rank() == 1
          ? ArrayValue.computed(View.index(array.expr(), index))
          : array.view(expr -> View.index(expr, index));
    }
    if (!(value instanceof Value.Sequence sequence)) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "'%s' object is not subscriptable", value.typeName());
    }
    if (!isNumber) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "%s indices must be integers or slices, not str", value.typeName());
    }
    int position = Integer.parseInt(key);
    if (position >= sequence.items().size()) {
      throw NDArrayException.of(ErrorCode.INDEX, "%s index out of range", value.typeName());
    }
    return sequence.items().get(position);
  }
}
