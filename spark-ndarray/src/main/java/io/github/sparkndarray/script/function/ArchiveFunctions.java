package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Packing;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.script.value.Value.Archive;
import io.github.sparkndarray.script.value.Value.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Several arrays in one file, and what can be asked of them. */
final class ArchiveFunctions {
  private static final String SAVED = "file, *args, allow_pickle=True, **kwds";
  private static final String EXTENSION = ".npz";

  private ArchiveFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of("savez", SAVED, a -> save(a, Packing.STORED), Place.NUMPY),
        Function.of("savez_compressed", SAVED, a -> save(a, Packing.DEFLATED), Place.NUMPY),
        method("keys", "self", a -> view("KeysView", a, archive(a).names())),
        method("values", "self", a -> view("ValuesView", a, values(archive(a)))),
        method("items", "self", a -> view("ItemsView", a, items(archive(a)))),
        method(
            "get",
            "self, key, default=None",
            a ->
                a.value("key") instanceof Value.Text key
                    ? archive(a).get(key.text()).orElseGet(() -> a.value("default"))
                    : a.value("default")),
        method("close", "self", a -> Value.NONE));
  }

  private static Function method(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.ARCHIVE_METHOD);
  }

  private static Archive archive(BoundArguments a) {
    return (Archive) a.value("self");
  }

  private static Value view(String name, BoundArguments a, Sequence items) {
    return new Value.ArchiveView(name, archive(a), items);
  }

  private static Sequence values(Archive archive) {
    return Sequence.list(
        archive.arrays().names().stream().map(name -> archive.get(name).orElseThrow()).toList());
  }

  private static Sequence items(Archive archive) {
    return Sequence.list(
        archive.arrays().names().stream()
            .map(
                name ->
                    (Value)
                        Sequence.tuple(
                            List.of(new Value.Text(name), archive.get(name).orElseThrow())))
            .toList());
  }

  /** Arrays without a name are called by their number, after those that have one. */
  private static Value save(BoundArguments a, Packing packing) {
    Map<String, Expr> arrays = new LinkedHashMap<>();
    a.restByName().forEach((name, value) -> arrays.put(name, expr(value, a)));
    int number = 0;
    for (Value value : a.rest("args")) {
      String name = "arr_" + number++;
      if (arrays.put(name, expr(value, a)) != null) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "Cannot use un-named variables and keyword %s", name);
      }
    }
    String file = a.path("file");
    a.environment()
        .results()
        .writeArchive(arrays, file.endsWith(EXTENSION) ? file : file + EXTENSION, packing);
    return Value.NONE;
  }

  private static Expr expr(Value value, BoundArguments a) {
    return Conversions.toArray(value, a.environment()).expr();
  }
}
