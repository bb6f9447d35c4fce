package io.github.sparkndarray.script.function;

import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The page that tells which of NumPy's functions there are. */
final class Coverage {
  /** Parameters that mean nothing where arrays are lazy and have no memory of their own. */
  private static final Set<String> MEANINGLESS =
      Set.of("out", "order", "casting", "subok", "copy", "like", "device", "kind", "stable");

  /** Where the names below a module of NumPy are found. */
  private static final Map<String, Place> MODULES =
      Map.of(
          "random", Place.NUMPY_RANDOM,
          "random.Generator", Place.GENERATOR_METHOD,
          "linalg", Place.NUMPY_LINALG);

  /** Values of arguments that are refused. */
  private static final Map<String, String> REFUSED_VALUES =
      Map.of("linalg.cond", "p=1, -1, inf, -inf");

  private Coverage() {}

  /** The functions of {@code np} and its modules, as the list of names has them. */
  static List<String> functions() {
    Set<String> functions = new TreeSet<>();
    Language.words(Place.NUMPY).forEach((name, word) -> addFunction(functions, name, word));
    MODULES.forEach(
        (module, place) ->
            Language.words(place)
                .forEach((name, word) -> addFunction(functions, module + "." + name, word)));
    return List.copyOf(functions);
  }

  private static void addFunction(Set<String> functions, String name, Value word) {
    if (word instanceof Function) {
      functions.add(name);
    }
  }

  /** The whole page, of sections of names that begin with {@code #}, in parts of {@code ##}. */
  static String page(List<String> lines) {
    StringBuilder page =
        new StringBuilder(
            """
            # What there is of NumPy

            Written by `CoverageTest` from the vocabulary of scripts, which goes by the operator table.
            **Supported** functions take all arguments of NumPy's, apart from those that mean nothing
            where arrays are lazy: `out` (but of elementwise functions, which give their result to the array
            that it names), `order`, `casting`, `subok`, `copy`, `kind`; where an elementwise function's `where`
            is false and no `out` is given, elements are 0.
            Of what is *partly* there, only the default of the arguments named is taken, and values named
            are not. dtypes are
            `bool`, `int8` to `int64`, `uint8` to `uint64`, `float32`, `float64`, `complex64` and `complex128`:
            what NumPy computes in `float16`, functions like `sqrt` of bools and of integers of 8 bits, is
            `float64` here. Of generators, `random`, `uniform` and `choice` with probabilities draw NumPy's
            own numbers; all others follow from the seed, whatever the chunks, but are not NumPy's stream, and
            what `np.random.seed` begins is no Mersenne Twister.
            """);
    Map<String, int[]> totals = new LinkedHashMap<>();
    String part = "";
    for (String line : lines) {
      if (line.startsWith("##")) {
        part = line.substring(3);
        page.append("\n## ").append(part).append('\n');
      } else if (line.startsWith("#")) {
        page.append("\n### ").append(line.substring(2)).append("\n\n");
      } else {
        List<String> names = List.of(line.split(" "));
        append(page, names, totals.computeIfAbsent(part, absent -> new int[3]));
      }
    }
    page.append("\n## In numbers\n\n| | supported | partly | not |\n|---|---|---|---|\n");
    totals.forEach(
        (name, counts) ->
            page.append(
                "| %s | %d | %d | %d |%n".formatted(name, counts[0], counts[1], counts[2])));
    return page.toString();
  }

  private static void append(StringBuilder page, List<String> names, int[] totals) {
    List<String> whole = new ArrayList<>();
    List<String> partly = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (String name : names) {
      Optional<Value> found = find(name);
      if (found.isEmpty()) {
        missing.add("`" + name + "`");
        continue;
      }
      List<String> refused =
          REFUSED_VALUES.containsKey(name)
              ? List.of(REFUSED_VALUES.get(name))
              : refused(found.get());
      if (refused.isEmpty()) {
        whole.add("`" + name + "`");
      } else {
        partly.add("`" + name + "` (" + String.join(", ", refused) + ")");
      }
    }
    totals[0] += whole.size();
    totals[1] += partly.size();
    totals[2] += missing.size();
    line(page, "**Supported**: ", whole);
    line(page, "*Partly*: ", partly);
    line(page, "Not: ", missing);
  }

  private static void line(StringBuilder page, String title, List<String> names) {
    if (!names.isEmpty()) {
      page.append("- ").append(title).append(String.join(" ", names)).append('\n');
    }
  }

  private static List<String> refused(Value word) {
    if (!(word instanceof Function function)) {
      return List.of();
    }
    List<String> refused = function.signature().refused();
    return refused.stream().filter(name -> !MEANINGLESS.contains(name)).toList();
  }

  private static Optional<Value> find(String name) {
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return Optional.ofNullable(Language.words(Place.NUMPY).get(name));
    }
    Place place = MODULES.get(name.substring(0, dot));
    return Optional.ofNullable(place)
        .map(found -> Language.words(found).get(name.substring(dot + 1)));
  }
}
