"""Broadcasting of every rank against every other, with axes of length one and none."""

SHAPES = ("()", "(1,)", "(3,)", "(2, 3)", "(2, 1)", "(1, 3)", "(4, 1, 3)", "(4, 2, 1)",
          "(4, 1, 1)", "(1, 1, 1, 1)", "(2, 4, 2, 3)", "(2, 1, 2, 1)")


def array(shape, scale):
    """An integer array of that shape in which no two elements are alike."""
    extents = eval(shape)
    terms = []
    for axis, extent in enumerate(extents):
        index = "[:" + ", None" * (len(extents) - 1 - axis) + "]"
        terms.append(f"np.arange({extent}){index if index != '[:]' else ''} * {scale ** axis}")
    return " + ".join(terms) if terms else f"np.array({scale})"


def record(r):
    for i, a in enumerate(SHAPES):
        for b in SHAPES[i:]:
            r.value(f"a = {array(a, 3)}\nb = {array(b, 7)}\na * 100 - b")
    for a, b in (("(0,)", "(1,)"), ("(0, 3)", "(3,)"), ("(2, 0)", "(2, 1)"), ("(3, 1)", "(1, 0)"),
                 ("(0,)", "()"), ("(0, 1)", "(1, 0)"), ("(2, 3, 0)", "(3, 1)")):
        r.value(f"np.ones({a}) + np.zeros({b})")
        r.value(f"(np.ones({a}) == np.zeros({b})).all()")
    r.value("x = np.arange(3)\nx[:, None] * 10 + x")
    r.value("x = np.arange(3.0)\nx[:, None, None] + x[:, None] * 10 + x * 100")
    r.value("x = np.arange(3)\ny = np.arange(4)\nnp.where(x[:, None] > y, x[:, None], -y)")
    r.value("np.array([[1, 2, 3], [4, 5, 6]]) + np.array([[7, 8, 9], [10, 11, 12]])")
    r.value("np.array([[1, 2, 3], [4, 5, 6]]) * np.array([[7, 8, 9], [10, 11, 12]])")
    r.value("np.array([[1, 2, 3], [4, 5, 6]]) + 10")
    r.value("np.array([[0], [10], [20], [30]]) + np.array([0, 1, 2])")
    r.value("np.hypot(np.arange(3)[:, None] * 3, np.arange(2) * 4)", ulps=2)
