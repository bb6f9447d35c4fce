package io.github.sparkndarray.script.value;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a function, and how arguments find them: Python's rules and messages. */
public final class Signature {

  /**
   * One parameter.
   *
   * @param fallback its value when it is not given; null where it must be
   * @param given how the fallback is spelled
   * @param refused whether NumPy has it and this language only knows its name
   */
  private record Parameter(
      String name, boolean keywordOnly, @Nullable Value fallback, String given, boolean refused) {
    String text() {
      return fallback == null ? name : name + "=" + given;
    }
  }

  /** NumPy's functions in C, which say what is missing in other words. */
  private static final Set<String> IN_C = Set.of("array", "asarray", "empty", "zeros");

  private final List<Parameter> parameters;
  private final @Nullable String rest;
  private final @Nullable String restByName;
  private final int withoutNames;

  /** The first {@code withoutNames} parameters can only be given by position. */
  private Signature(
      List<Parameter> parameters,
      @Nullable String rest,
      @Nullable String restByName,
      int withoutNames) {
    this.parameters = parameters;
    this.rest = rest;
    this.restByName = restByName;
    this.withoutNames = withoutNames;
  }

  /**
   * A signature in Python's spelling, such as {@code a, axis=None, !out=None, *, keepdims=False}.
   * An exclamation mark before a parameter says that NumPy has it and only its default is taken
   * here; {@code *args} takes what is left of the positional arguments, {@code **kwargs} of the
   * named ones. Defaults are {@code None}, {@code True}, {@code False}, numbers and quoted strings.
   * A slash ends the parameters that have no names for callers.
   */
  public static Signature parse(String text) {
    List<Parameter> parameters = new ArrayList<>();
    boolean keywordOnly = false;
    String rest = null;
    String restByName = null;
    int withoutNames = 0;
    for (String part : text.isEmpty() ? new String[0] : text.split(", ", -1)) {
      if (part.equals("/")) {
        withoutNames = parameters.size();
        continue;
      }
      if (part.startsWith("**")) {
        restByName = part.substring(2);
        continue;
      }
      if (part.startsWith("*")) {
        keywordOnly = true;
        rest = part.length() > 1 ? part.substring(1) : null;
        continue;
      }
      boolean refused = part.startsWith("!");
      int equals = part.indexOf('=');
      String name = part.substring(refused ? 1 : 0, equals < 0 ? part.length() : equals);
      String given = equals < 0 ? "" : part.substring(equals + 1);
      Value fallback = equals < 0 ? null : constant(given);
      parameters.add(new Parameter(name, keywordOnly, fallback, given, refused));
    }
    return new Signature(List.copyOf(parameters), rest, restByName, withoutNames);
  }

  /** Whether a parameter has a name. */
  public boolean has(String name) {
    return parameters.stream().anyMatch(parameter -> parameter.name.equals(name));
  }

  /** The parameters of which only the default is taken. */
  public List<String> refused() {
    return parameters.stream().filter(p -> p.refused).map(p -> p.name).toList();
  }

  /**
   * As Python shows it, without the parameters of which only the default is taken.
   *
   * @param skipped how many of the first parameters are left out: 1 for those of a bound method
   */
  public String text(int skipped) {
    List<String> parts = new ArrayList<>();
    boolean isKeywordOnly = false;
    for (int i = skipped; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (parameter.keywordOnly && !isKeywordOnly && (rest != null || !parameter.refused)) {
        parts.add(rest == null ? "*" : "*" + rest);
        isKeywordOnly = true;
      }
      if (!parameter.refused) {
        parts.add(parameter.text());
      }
      if (i + 1 == withoutNames) {
        parts.add("/");
      }
    }
    if (rest != null && !isKeywordOnly) {
      parts.add("*" + rest);
    }
    if (restByName != null) {
      parts.add("**" + restByName);
    }
    return "(" + String.join(", ", parts) + ")";
  }

  private static Value constant(String text) {
    return switch (text) {
      case "None" -> Value.NONE;
      case "True" -> Value.of(true);
      case "False" -> Value.of(false);
      case "()" -> Value.Sequence.tuple(List.<Value>of());
      default ->
          text.startsWith("'")
              ? new Value.Text(text.substring(1, text.length() - 1))
              : text.contains(".")
                  ? Value.of(Double.parseDouble(text))
                  : Value.of(Long.parseLong(text));
    };
  }

  /**
   * Gives each parameter its argument.
   *
   * @param function the name that errors give
   * @throws NDArrayException in Python's words when they do not fit
   */
  public BoundArguments bind(String function, Arguments arguments, Environment environment) {
    Map<String, Value> values = new HashMap<>();
    List<Value> surplus = new ArrayList<>();
    List<Parameter> positional = parameters.stream().filter(p -> !p.keywordOnly).toList();
    for (int i = 0; i < arguments.positional().size(); i++) {
      if (i < positional.size()) {
        values.put(positional.get(i).name, arguments.positional().get(i));
      } else if (rest != null) {
        surplus.add(arguments.positional().get(i));
      } else {
        throw wrongCount(function, positional, arguments.positional().size());
      }
    }
    long needed = parameters.stream().limit(withoutNames).filter(p -> p.fallback == null).count();
    if (arguments.positional().size() < needed) {
      throw wrongCount(function, positional, arguments.positional().size());
    }
    Map<String, Value> surplusByName = new LinkedHashMap<>();
    arguments
        .named()
        .forEach(
            (name, value) -> {
              boolean isSurplus = restByName != null && parameterNamed(name).isEmpty();
              if (isSurplus) {
                surplusByName.put(name, value);
              } else {
                putNamed(function, values, name, value);
              }
            });
    for (Parameter parameter : parameters) {
      Value given = values.get(parameter.name);
      if (given == null) {
        values.put(parameter.name, fallback(function, parameter, positional, values));
      } else if (parameter.refused && !given.equals(parameter.fallback)) {
        throw NDArrayException.of(
            ErrorCode.UNSUPPORTED,
            "Cannot use the argument '%s' of %s(): it is not in this language",
            parameter.name,
            function);
      }
    }
    if (rest != null) {
      values.put(rest, Value.Sequence.tuple(surplus));
    }
    return new BoundArguments(function, values, surplusByName, environment);
  }

  private Optional<Parameter> parameterNamed(String name) {
    return parameters.stream().skip(withoutNames).filter(p -> p.name.equals(name)).findFirst();
  }

  private void putNamed(String function, Map<String, Value> values, String name, Value value) {
    if (parameterNamed(name).isEmpty()) {
      throw NDArrayException.of(
          ErrorCode.NAME, "%s() got an unexpected keyword argument '%s'", function, name);
    }
    if (values.put(name, value) != null) {
      throw NDArrayException.of(
          ErrorCode.NAME, "%s() got multiple values for argument '%s'", function, name);
    }
  }

  private static Value fallback(
      String function, Parameter parameter, List<Parameter> positional, Map<String, Value> values) {
    if (parameter.fallback != null) {
      return parameter.fallback;
    }
    if (IN_C.contains(function)) {
      throw NDArrayException.of(
          ErrorCode.NAME,
          "%s() missing required argument '%s' (pos %d)",
          function,
          parameter.name,
          positional.indexOf(parameter));
    }
    List<String> missing =
        positional.stream()
            .filter(p -> p.fallback == null && !values.containsKey(p.name))
            .map(p -> "'" + p.name + "'")
            .toList();
    throw NDArrayException.of(
        ErrorCode.NAME,
        "%s() missing %d required positional argument%s: %s",
        function,
        missing.size(),
        missing.size() == 1 ? "" : "s",
        listed(missing));
  }

  /** As Python lists names: {@code a, b, and c}. */
  private static String listed(List<String> names) {
    int last = names.size() - 1;
    return last < 2
        ? String.join(" and ", names)
        : String.join(", ", names.subList(0, last)) + ", and " + names.get(last);
  }

  private static NDArrayException wrongCount(
      String function, List<Parameter> positional, int given) {
    long required = positional.stream().filter(p -> p.fallback == null).count();
    int most = positional.size();
    String count = required == most ? "" + most : "from " + required + " to " + most;
    return NDArrayException.of(
        ErrorCode.NAME,
        "%s() takes %s positional argument%s but %d %s given",
        function,
        count,
        count.equals("1") ? "" : "s",
        given,
        given == 1 ? "was" : "were");
  }
}
