package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reading and writing. */
final class FileFunctions {
  private FileFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of(
            "load",
            "file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding='ASCII', *,"
                + " !max_header_size=10000",
            FileFunctions::load,
            Place.NUMPY),
        Function.of(
            "loadtxt",
            "fname, dtype=None, comments='#', delimiter=None, !converters=None, skiprows=0,"
                + " usecols=None, unpack=False, ndmin=0, !encoding=None, max_rows=None, *,"
                + " !quotechar=None, !like=None",
            TextFiles::load,
            Place.NUMPY),
        Function.of("save", "file, arr, allow_pickle=True", FileFunctions::save, Place.NUMPY),
        Function.of(
            "read",
            "path, columns=None",
            a -> read(a, "path", new ReadOptions(columns(a))),
            Place.SPARK_NDARRAY),
        Function.of("write", "x, path", FileFunctions::write, Place.SPARK_NDARRAY));
  }

  /**
   * Of Python's objects there are none here, so that what says how to load them means nothing.
   * Files are mapped where they can be.
   */
  private static Value load(BoundArguments a) {
    String file = a.path("file");
    if (!a.isNone("mmap_mode") && !List.of("r", "c").contains(a.text("mmap_mode"))) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot load %s with mmap_mode '%s': arrays are never written back to their file",
          file,
          a.text("mmap_mode"));
    }
    return file.toLowerCase(Locale.ROOT).endsWith(".npz")
        ? new Value.Archive(a.environment().host().readArchive(file))
        : read(a, "file", ReadOptions.NONE);
  }

  private static Value read(BoundArguments a, String path, ReadOptions options) {
    return ArrayValue.array(a.environment().host().read(a.path(path), options));
  }

  private static List<String> columns(BoundArguments a) {
    if (a.isNone("columns")) {
      return List.of();
    }
    List<String> columns = new ArrayList<>();
    List<Value> names =
        a.value("columns") instanceof Value.Sequence sequence
            ? sequence.items()
            : List.of(a.value("columns"));
    for (Value name : names) {
      if (!(name instanceof Value.Text text)) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "read() argument 'columns' must be a list of names, not of '%s'",
            name.typeName());
      }
      columns.add(text.text());
    }
    return columns;
  }

  /** The extension is added where it is missing, as NumPy does. */
  private static Value save(BoundArguments a) {
    String file = a.path("file");
    a.environment().results().write(a.expr("arr"), file.endsWith(".npy") ? file : file + ".npy");
    return Value.NONE;
  }

  private static Value write(BoundArguments a) {
    a.environment().results().write(a.expr("x"), a.path("path"));
    return Value.NONE;
  }
}
