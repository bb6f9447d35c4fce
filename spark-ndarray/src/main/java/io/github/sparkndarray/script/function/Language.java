package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ElementwiseFunctions;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.Part;
import io.github.sparkndarray.script.value.RandomStream;
import io.github.sparkndarray.script.value.ScalarType;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.script.value.Value.ElementType;
import io.github.sparkndarray.script.value.Value.Module;
import io.github.sparkndarray.script.value.Value.Sequence;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What names and attributes mean: the whole vocabulary of the language. */
public final class Language {
  private static final Module NUMPY = new Module("numpy");
  private static final Module NUMPY_RANDOM = new Module("numpy.random");
  private static final Module NUMPY_LINALG = new Module("numpy.linalg");
  private static final Module SPARK_NDARRAY = new Module("spark_ndarray");

  private static final double EULER_GAMMA = 0.5772156649015329;

  private static final Map<Place, Map<String, Value>> VOCABULARY = vocabulary();

  /** Attributes of arrays that are no methods. */
  private static final Map<String, java.util.function.Function<ArrayValue, Value>> PROPERTIES =
      Map.ofEntries(
          entry("T", array -> array.view(View::transpose)),
          entry("mT", Language::matrixTranspose),
          entry("shape", array -> Sequence.tuple(array.expr().shape().extents())),
          entry("dtype", array -> new ElementType(array.expr().dtype())),
          entry("ndim", array -> Value.of(array.expr().shape().rank())),
          entry("size", array -> Value.of(array.expr().shape().size())),
          entry("itemsize", array -> Value.of(array.expr().dtype().itemSize())),
          entry(
              "nbytes",
              array ->
                  Value.of(
                      Math.multiplyExact(
                          array.expr().shape().size(), (long) array.expr().dtype().itemSize()))),
          entry("strides", array -> Sequence.tuple(Strides.of(array))),
          entry("real", array -> array.view(Part.REAL)),
          entry("imag", Language::imag));

  private Language() {}

  private static Value matrixTranspose(ArrayValue array) {
    if (array.expr().shape().rank() < 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "matrix transpose with ndim < 2 is undefined");
    }
    return SplittingFunctions.matrixTranspose(array);
  }

  /** The imaginary parts: a view, but of real numbers, which have none, one that stays zero. */
  static ArrayValue imag(ArrayValue array) {
    return array.expr().dtype().isComplex() || array.isScalar()
        ? array.view(Part.IMAGINARY)
        : array.readOnlyView(ElementwiseFunctions::imag);
  }

  private static Map.Entry<String, java.util.function.Function<ArrayValue, Value>> entry(
      String name, java.util.function.Function<ArrayValue, Value> property) {
    return Map.entry(name, property);
  }

  private static Map<Place, Map<String, Value>> vocabulary() {
    List<Function> rows =
        Stream.of(
                ComputeFunctions.rows(),
                ElementwiseRows.rows(),
                UfuncMethods.rows(),
                ReductionFunctions.rows(),
                HistogramFunctions.rows(),
                ViewFunctions.rows(),
                ReshapingFunctions.rows(),
                CreationFunctions.rows(),
                LikenessFunctions.rows(),
                GridFunctions.rows(),
                DTypeFunctions.rows(),
                JoiningFunctions.rows(),
                SplittingFunctions.rows(),
                ProductFunctions.rows(),
                StatisticsFunctions.rows(),
                CumulativeFunctions.rows(),
                NormFunctions.rows(),
                IndexingFunctions.rows(),
                SortingFunctions.rows(),
                QuantileFunctions.rows(),
                SetFunctions.rows(),
                RandomFunctions.rows(),
                LegacyRandomFunctions.rows(),
                DistributionFunctions.rows(),
                EditingFunctions.rows(),
                InPlaceFunctions.rows(),
                AnalysisFunctions.rows(),
                PolynomialFunctions.rows(),
                BitFunctions.rows(),
                ApplyFunctions.rows(),
                WindowFunctions.rows(),
                NeighbourFunctions.rows(),
                FileFunctions.rows(),
                ArchiveFunctions.rows(),
                PlacementFunctions.rows(),
                PairwiseFunctions.rows(),
                PythonFunctions.rows(),
                StringFunctions.rows(),
                NumberTextFunctions.rows(),
                BuiltinFunctions.rows())
            .flatMap(List::stream)
            .toList();
    Map<Place, Map<String, Value>> vocabulary = new EnumMap<>(Place.class);
    for (Place place : Place.values()) {
      Map<String, Value> words = new HashMap<>(constants(place));
      rows.stream()
          .filter(row -> row.places().contains(place))
          .forEach(row -> words.put(row.name(), row));
      vocabulary.put(place, words);
    }
    return vocabulary;
  }

  /** The words of a place that are no functions. */
  private static Map<String, Value> constants(Place place) {
    Map<String, Value> words = new HashMap<>();
    if (place == Place.NUMPY) {
      for (DType dtype : DType.values()) {
        words.put(dtype.numpyName(), new ScalarType(dtype.numpyName(), dtype, false));
      }
      for (String alias : List.of("bool_", "int_", "intp", "uint", "single", "double")) {
        DType dtype = DType.named(alias);
        words.put(alias, new ScalarType(dtype.numpyName(), dtype, false));
      }
      words.put("euler_gamma", Value.of(EULER_GAMMA));
      words.put("pi", Value.of(Math.PI));
      words.put("e", Value.of(Math.E));
      words.put("inf", Value.of(Double.POSITIVE_INFINITY));
      words.put("nan", Value.of(Double.NaN));
      words.put("newaxis", Value.NONE);
      words.put("True_", ArrayValue.computed(PythonScalar.of(true).as(DType.BOOL)));
      words.put("False_", ArrayValue.computed(PythonScalar.of(false).as(DType.BOOL)));
      words.put("mgrid", new Value.Grid(false));
      words.put("ogrid", new Value.Grid(true));
      words.put("random", NUMPY_RANDOM);
      words.put("linalg", NUMPY_LINALG);
    } else if (place == Place.BUILTIN) {
      ScalarType.PYTHON.forEach(type -> words.put(type.name(), type));
      words.put("np", NUMPY);
      words.put("nd", SPARK_NDARRAY);
    }
    return words;
  }

  /** The value of a name that a script has not assigned. */
  public static Optional<Value> builtin(String name) {
    return Optional.ofNullable(words(Place.BUILTIN).get(name));
  }

  /**
   * Whether a function is {@code print}, which computes what all of its arguments show together.
   */
  public static boolean isPrint(Value.Callable function) {
    return function == words(Place.BUILTIN).get("print");
  }

  /** The text of what is formatted, with the arrays computed that it shows. */
  public static String text(Formatted formatted, Environment environment) {
    return StringFunctions.text(formatted, environment);
  }

  /** The value of {@code np.name}. */
  public static Optional<Value> numpy(String name) {
    return Optional.ofNullable(words(Place.NUMPY).get(name));
  }

  /**
   * {@code value.name}.
   *
   * @throws NDArrayException in Python's words, with similar names, when there is none
   */
  public static Value attribute(Value value, String name) {
    if (value instanceof Module module) {
      return ofModule(module, name);
    }
    if (value instanceof ArrayValue array) {
      java.util.function.Function<ArrayValue, Value> property = PROPERTIES.get(name);
      return property == null ? method(Place.ARRAY_METHOD, value, name) : property.apply(array);
    }
    if (value instanceof RandomStream) {
      return method(Place.GENERATOR_METHOD, value, name);
    }
    if (value instanceof Function function && function.body() instanceof UfuncCall.Ufunc ufunc) {
      Value found = UfuncMethods.attributes(ufunc).get(name);
      return found == null ? method(Place.UFUNC_METHOD, function, name) : found;
    }
    if (value instanceof Value.Text) {
      return method(Place.TEXT_METHOD, value, name);
    }
    if (value instanceof Value.Archive archive) {
      return name.equals("files") ? archive.names() : method(Place.ARCHIVE_METHOD, value, name);
    }
    if (value instanceof Value.Attributes object && object.values().containsKey(name)) {
      return object.values().get(name);
    }
    if (value instanceof ElementType type && name.equals("name")) {
      return new Value.Text(type.dtype().numpyName());
    }
    if (value instanceof ElementType type && name.equals("kind")) {
      return new Value.Text(type.dtype().kindLetter());
    }
    if (value instanceof ElementType type && name.equals("itemsize")) {
      return Value.of(type.dtype().itemSize());
    }
    if (value instanceof Value.Scalar number && name.equals("real")) {
      PythonScalar scalar = number.scalar();
      return scalar.isIntegral()
          ? new Value.Scalar(PythonScalar.of(scalar.whole()))
          : Value.of(scalar.real());
    }
    if (value instanceof Value.Scalar number && name.equals("imag")) {
      PythonScalar scalar = number.scalar();
      return scalar.isIntegral() ? Value.of(0L) : Value.of(scalar.imaginary());
    }
    throw noAttribute("'" + value.typeName() + "' object", name, List.of());
  }

  /** The names that follow a dot after a value, sorted. */
  public static List<String> attributes(Value value) {
    Stream<String> names = Stream.of();
    if (value instanceof Module module) {
      names = words(place(module)).keySet().stream();
    } else if (value instanceof ArrayValue) {
      names =
          Stream.concat(words(Place.ARRAY_METHOD).keySet().stream(), PROPERTIES.keySet().stream());
    } else if (value instanceof RandomStream) {
      names = words(Place.GENERATOR_METHOD).keySet().stream();
    } else if (value instanceof Function function
        && function.body() instanceof UfuncCall.Ufunc ufunc) {
      names =
          Stream.concat(
              words(Place.UFUNC_METHOD).keySet().stream(),
              UfuncMethods.attributes(ufunc).keySet().stream());
    } else if (value instanceof Value.Text) {
      names = words(Place.TEXT_METHOD).keySet().stream();
    } else if (value instanceof Value.Archive) {
      names = Stream.concat(words(Place.ARCHIVE_METHOD).keySet().stream(), Stream.of("files"));
    } else if (value instanceof Value.Attributes object) {
      names = object.values().keySet().stream();
    } else if (value instanceof ElementType) {
      names = Stream.of("itemsize", "kind", "name");
    }
    return names.sorted().toList();
  }

  /** The names that a script need not assign, sorted. */
  public static List<String> builtins() {
    return words(Place.BUILTIN).keySet().stream().sorted().toList();
  }

  private static Value ofModule(Module module, String name) {
    Place place = place(module);
    Value found = words(place).get(name);
    if (found == null) {
      throw noAttribute("module '" + module.name() + "'", name, words(place).keySet());
    }
    return found;
  }

  private static Place place(Module module) {
    return switch (module.name()) {
      case "numpy" -> Place.NUMPY;
      case "numpy.random" -> Place.NUMPY_RANDOM;
      case "numpy.linalg" -> Place.NUMPY_LINALG;
      default -> Place.SPARK_NDARRAY;
    };
  }

  private static Value method(Place place, Value self, String name) {
    if (words(place).get(name) instanceof Function function) {
      return function.boundTo(self);
    }
    Collection<String> known =
        place == Place.ARRAY_METHOD
            ? Stream.concat(words(place).keySet().stream(), PROPERTIES.keySet().stream()).toList()
            : words(place).keySet();
    throw noAttribute("'" + self.typeName() + "' object", name, known);
  }

  static Map<String, Value> words(Place place) {
    return VOCABULARY.getOrDefault(place, Map.of());
  }

  private static NDArrayException noAttribute(String owner, String name, Collection<String> known) {
    String near = String.join(", ", similar(name, known));
    return NDArrayException.of(
        ErrorCode.NAME,
        "%s has no attribute '%s'%s",
        owner,
        name,
        near.isEmpty() ? "" : "; this language has: " + near);
  }

  /** The known words that a mistyped one may have meant, the nearest first. */
  private static List<String> similar(String word, Collection<String> known) {
    int farthest = word.length() < 4 ? 1 : Math.max(2, word.length() / 3);
    TreeMap<String, Integer> near = new TreeMap<>();
    for (String candidate : known) {
      int distance = Spelling.distance(word, candidate);
      boolean isPart = candidate.length() > 2 && word.contains(candidate);
      if (isPart || distance <= farthest) {
        near.put(candidate, distance);
      }
    }
    return near.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .limit(4)
        .toList();
  }
}
