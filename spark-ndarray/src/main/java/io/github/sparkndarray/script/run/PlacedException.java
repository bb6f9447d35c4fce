package io.github.sparkndarray.script.run;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.SourcePlace;

/** An error on its way to whoever knows the file, with its place there. */
final class PlacedException extends NDArrayException {
  private static final long serialVersionUID = 1L;

  private final NDArrayException error;
  private final SourcePlace place;

  PlacedException(SourcePlace place, NDArrayException error) {
    super(error.code(), error.getMessage(), error);
    this.error = error;
    this.place = place;
  }

  NDArrayException error() {
    return error;
  }

  SourcePlace place() {
    return place;
  }
}
