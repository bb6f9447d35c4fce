package io.github.sparkndarray.expr;

/** What an operator takes: an array expression or a Python scalar. */
public sealed interface Operand permits Expr, PythonScalar {}
