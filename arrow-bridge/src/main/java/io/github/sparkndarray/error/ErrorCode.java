package io.github.sparkndarray.error;

/** What kind of mistake an {@link NDArrayException} reports, for programs that branch on it. */
public enum ErrorCode {
  /** Shapes that do not broadcast or do not fit an operation. */
  SHAPE,
  /** An axis outside an array's dimensions, or given twice. */
  AXIS,
  /** An index outside an array, or too many of them. */
  INDEX,
  /** A dtype that an operation refuses. */
  DTYPE,
  /** A value that an operation refuses. */
  VALUE,
  /** An unknown name, function, method or keyword. */
  NAME,
  /** Text that is not in the language. */
  SYNTAX,
  /** A file that is missing, unreadable or cannot be written. */
  IO,
  /** A file whose contents are not what its format says. */
  FORMAT,
  /** A plan that would not fit the memory there is. */
  MEMORY,
  /** Something that this version does not do. */
  UNSUPPORTED,
  /** Work that was told to stop: the thread that asked for it was interrupted. */
  CANCELLED,
  /** A defect of this library. */
  INTERNAL
}
