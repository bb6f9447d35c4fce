"""Views: slices, new axes, transposes and chains of them; they may be arguments of anything."""

A = "a = np.arange(2)[:, None, None] * 12 + np.arange(3)[:, None] * 4 + np.arange(4)\n"


def record(r):
    for index in (
        "1", "-1", "0, 2", "-2, -1, -1", "1, 2, 3", ":", "...", "0:1", "1:", ":-1", "::-1",
        ":, ::2", ":, ::-2", "..., 1", "..., ::-3", "::-1, ::-1, ::-1", "0, :, 1", ":, 1:, :2",
        "None", ":, None, 1, None", "..., None", "None, ..., None, 0", "1, ..., 0", "...,",
        "5:", ":, 3:1", ":, 2:-9:-1", ":, -100:100", "..., 3:0:-2", "(0, 1)", "1:2, 1:2, 1:2",
        "np.newaxis, 0", "0:0", "..., 1:1",
    ):
        r.value(A + f"a[{index}]")
    for chain in (
        "a.T", "a.T[1]", "a.T.T[0]", "a.transpose(2, 0, 1)", "a.transpose((1, 0, 2))",
        "np.transpose(a, (0, 2, 1))", "np.transpose(a)", "a.transpose(-1, 0, 1)",
        "a.swapaxes(0, 2)", "np.swapaxes(a, -1, 1)", "a.swapaxes(1, 1)",
        "np.expand_dims(a, 0)", "np.expand_dims(a, -1)", "np.expand_dims(a, (0, 2))",
        "np.squeeze(a[:1])", "np.squeeze(a[:1], axis=0)", "a[:, :1, :1].squeeze()",
        "a[:, :1, :1].squeeze(axis=(1, 2))", "np.squeeze(a)", "a[0, 0, :1].squeeze()",
        "a[::-1][0]", "a[1][::-1][0][1:]", "a[:, ::-1][:, ::-1]", "a[..., ::2][..., 1]",
        "a.T[::-1].T[..., 0]", "a[:, None][:, 0]", "a[0].T[::2][:, ::-1]",
        "np.broadcast_to(a, (2, 2, 3, 4))", "np.broadcast_to(a[:, :1], (2, 3, 4))",
        "np.broadcast_to(a[0, 0], (3, 4))[::2, ::-1]", "np.broadcast_to(5, (2, 2))",
        "np.broadcast_to(a[0, 0, 0], (3,))", "np.broadcast_to(a[..., None], (2, 3, 4, 2))[0, 1]",
        "np.broadcast_to(a[:0], (0, 3, 4))",
    ):
        r.value(A + chain)
    for expression in (
        "a[::-1] + a", "a.T - a.T[::-1]", "a[:, 1:] - a[:, :-1]", "a[..., ::2] * a[..., 1::2]",
        "a[0].T + a[1].T", "a[0][:, None, :] - a[0]", "a[:, :, None, :] * a[:, None]",
        "(a * 2)[1]", "(a + 1).T[0]", "(a - a[0])[::-1, 1]", "(a[..., None] + np.arange(2))[1, 2]",
        "np.sqrt(a * 1.0)[:, ::2].T", "(a % 5)[::-1].sum(axis=1)", "a.sum(axis=1)[::-1]",
        "a.sum(axis=1).T[1:]", "a[::-1].sum(axis=(0, 2))[::-1]", "(a.max(axis=2) - a[..., 0]).T",
        "np.broadcast_to(a[0, 0], (3, 4)).sum(axis=0)", "a.T.T.astype(np.float32)[1, ::-1]",
        "np.where(a > 10, a, -a)[:, 1]", "a[:, ::-1].argmax(axis=1)", "(a > 5)[..., 0].all(axis=0)",
        "a[1, 2] - a[0, :, ::-1][1]", "a[..., np.newaxis, :] == a[..., :, np.newaxis]",
    ):
        r.value(A + expression)
    r.value("x = np.arange(10)\nx[3:8][::-2][1]")
    r.value("x = np.arange(10)\nx[::3] + x[1::3][:4].sum()")
    r.value("x = np.arange(10.0)\n(x[1:] + x[:-1]) / 2")
    r.value("x = np.arange(10.0)\nx[2:] - 2 * x[1:-1] + x[:-2]")
    r.value("x = np.array(5)\nx[...]")
    r.value("x = np.array(5)\nx[()]")
    r.value("x = np.array(5)\nx[None, None]")
    r.value("x = np.array(5)\nx.T + 1")
    r.value("x = np.arange(4)\ni = 2\nx[i] + x[-i]")
    r.value("x = np.arange(4)\nx[np.array(2)]")
    r.value("x = np.arange(4)\nx[len(x) - 1]")
    r.value("x = np.arange(6.0)[:, None] * np.arange(4)\nx[x.shape[0] // 2:, x.ndim:]")
