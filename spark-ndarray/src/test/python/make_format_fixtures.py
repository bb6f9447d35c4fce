"""Writes what Python makes of values in formats to src/test/resources/numpy/formats.tsv.

Each line is an expression, and the string that it gives or, after an exclamation mark, what Python
says against it. Run with NumPy 2 after changing the cases:
python make_format_fixtures.py
The file is checked in; the build does not need Python.
"""

import warnings
from pathlib import Path

import numpy as np

RESOURCES = Path(__file__).resolve().parents[1] / "resources" / "numpy"

VALUES = {
    "int": ("0", "5", "-42", "1234567", "-1234567890", "2**70", "True", "np.int32(-7)", "np.int64(2**62)",
            "np.True_", "np.array(12345)"),
    "float": ("0.0", "-0.0", "1.0", "-2.5", "3.14159265", "1234567.891", "1e-5", "0.0001", "1e16", "123456789012345.6",
              "1e22", "1.5e300", "5e-324", "2.675", "0.5", "1.5", "99999.95", "np.inf", "-np.inf", "np.nan",
              "np.float32(0.1)", "np.float64(1) / 3", "np.array(2.5)"),
    "complex": ("0j", "1+2j", "-1.5-0.25j", "complex(-0.0, 1e20)", "complex(np.nan, -np.inf)"),
    "str": ("''", "'a'", "'hello'", "'äöü😀'"),
    "other": ("None", "[1, 2]", "(1.5,)", "np.arange(3)", "np.dtype('f4')", "np.array([[1.5]])"),
}

SPECS = {
    "int": ("", "d", "5", "05", "<6", ">6", "^7", "=+8", "*^9", "+", " ", "-", "x", "X", "#x", "#X", "#010x", "o", "#o",
            "b", "#b", "_b", "_x", "#_x", ",", "_", "010,", "012_", "08,", "09,", "+,d", "n", "e", ".2f", ",.2f", "%",
            ".1%", "g", "G", ".3g", "E", "c", "s", ".3", ".3d", "z", "zd", ",x", ",b", "y", "5.", ",_", "_,", "<<5", "0<5",
            "#5", "+08", "-^9d", "xx", "d5", " 5d", "😀>5"),
    "float": ("", "f", ".0f", ".1f", ".2f", ".10f", "F", "e", ".0e", ".3e", "E", "g", "G", ".0g", ".1g", ".3g", ".17g", "#g",
              "#.3g", "#.0f", "#.0e", "#", "#.3", "%", ".1%", ".3", ".0", ".1", ".20", "10", "<10", ">12", "^12", "=12",
              "012", "012.3f", "+.2f", " .2f", "+", "-", ",", "_", ",.3f", "_.2f", "015,.2f", "020,", "+020_.1f", "*>15.2e",
              "z.0f", "z", "z.1f", "n", ".4n", "d", "x", "s", "c", "b", "5.f", ",g", ".f", "010", "<010", "q>9", ".2F", ".3E"),
    "complex": ("", ".2f", "f", "e", ".3e", "g", "G", ".3", "20", "<20", ">20.1f", "^24.2f", "+", "+.1f", " ", ",", ",.1f", "#g", "#",
                ".0f", "%", "d", "010", "=20", "s", "n"),
    "str": ("", "s", "5", "<5", ">5", "^5", "*^9", ".3", "10.2", "<10.2s", "05", "=5", "+", " ", "#", "z", "d", ",", ".0", "_s", "-5"),
    "other": ("", "5", ".2f"),
}

EXPRESSIONS = """
f"plain", f"", f"{1}", f"{1}{2}", f"a{1}b", f"{{}}", f"{{{1}}}", f'{"a"}', f"{'a' + 'b'}"
f"{1 + 2}", f"{ 5 }", f"{(1, 2)}", f"{1, 2}", f"{[1, 2][0]}", f"{np.arange(6)[1:3]}", f"{np.arange(3)}"
f"{3.14159:.2f}", f"{5:>{2 * 4}}", f"{3.14159:{8}.{2}f}", f"{'x':{'*'}^{7}}", f"{1.5:{'.3'}{'f'}}"
f"{'a'!r}", f"{'a'!s}", f"{'é'!a}", f"{'a'!r:>6}", f"{1.5!r:>6}", f"{np.float64(2)!r}", f"{np.float32(0.1)!s}"
f"{np.pi=}", f"{np.pi = }", f"{1+1 = }", f"{np.pi=:.2f}", f"{np.pi = :>8.3f}", f"{'a'=}", f"{'a'=!s}", f"{ 3 = !r:>4}"
f"{np.arange(3).mean():.3f} of {np.arange(3).shape}", f"{np.arange(3).sum():d}", f"{np.arange(3).any()}", f"{np.array(2.5):08.2f}"
f"{np.arange(3)!r}", f"{np.zeros((2, 2))}", f"{np.arange(3).dtype}", f"{np.float32(0.1)}", f"{np.arange(3.0)[1]}", f"{np.int32(3)}"
f"{1 == 1}", f"{1 != 2}", f"{3 > 2}", f"{not 1}", f'''a{1}'''
rf"\\d{1}", fr"\\d{2}", Rf"\\n{3}", F"{4}", f"\\t{5}\\n", f"\\x41{6}", "a" f"{1}" 'b', f"{1}" f"{2:>3}", f"\\u00e9{7}"
f"{5:}", f"{'a':}", f"{None}", f"{True}", f"{...}", f"{2**70:,}", f"{1_000_000:_}", f"{-5:+d}", f"{0.25:.0%}"
f"%d {1}", "%s" % f"{1}", f"{'%d' % 3}", f"{'{}'.format(3)}", f"{f'{1}'}"
"%d" % 5, "%5d|" % 5, "%-5d|" % 5, "%05d" % -3, "%+d" % 3, "% d" % 3, "%x" % 255, "%#x" % 255, "%X" % 255, "%o" % 8, "%#o" % 8
"%.5d" % 42, "%8.5d|" % -42, "%-8.5d|" % 42, "%08.5d|" % 42, "%i %u" % (3, 4), "%ld" % 3, "%x" % -255, "%#010x" % 255, "%d" % 2**70
"%f" % 1.5, "%.2f" % 2.675, "%8.3f|" % 3.14159, "%-8.3f|" % 3.14159, "%08.3f" % -3.14159, "%+.1f" % 2, "%e" % 12345.678, "%.0e" % 5
"%g" % 1e20, "%G" % 1e-20, "%#g" % 1.5, "%#.0f" % 1, "%.3g" % 1234.5, "%F" % np.inf, "%f" % np.nan, "%010.3f|" % -np.inf, "%E" % 0
"%s" % 1.0, "%s" % "a", "%r" % "a", "%a" % "é", "%5s|" % "a", "%-5s|" % "a", "%.2s" % "abc", "%5.1s|" % "abc", "%s" % None, "%s" % [1]
"%s and %s" % (1, 2), "%s" % ((1, 2),), "%%", "%d%%" % 50, "%*d" % (5, 3), "%-*d|" % (5, 3), "%*d|" % (-5, 3), "%.*f" % (2, 3.14159)
"%c" % 65, "%c" % "a", "%5c|" % "a", "%s" % np.arange(3), "%r" % np.arange(3), "%.3f" % np.arange(3).mean(), "%d" % np.array(3.7)
"%s" % np.float32(0.1), "%r" % np.float64(2), "%d" % np.float64(3.7), "%x" % np.int32(255), "%d" % True, "%d" % np.True_, "%s" % True
"abc" % np.arange(3), "abc" % [1], "ab" % (), "%%" % (), "%s %d" % (np.arange(2), 3), "%s%s" % ("a", np.dtype("f4"))
"{}".format(1), "{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a} {b:>4}".format(a=1, b=2), "{{}}".format(), "{0}{1}{0}".format("a", "b")
"{:.2f}".format(3.14159), "{:>10}|{:<10}|{:^10}|".format("a", "b", "c"), "{!r:>5}".format("a"), "{:{}}".format(1, 5), "{:{}.{}f}".format(3.14159, 8, 2)
"{0.shape}".format(np.arange(3)), "{0[1]}".format([1, 2]), "{0[0]:.2f}".format(np.arange(3)), "{x.dtype}".format(x=np.arange(2)), "{:,}".format(1234567)
"{}".format(np.arange(3)), "{:.1f}".format(np.arange(4).mean()), "{0!s}".format(np.float32(0.5)), "{}{{{}}}".format(1, 2), "".format(1)
"ab" * 3, 3 * "ab", "ab" * -1, "ab" * True, "a" + "b" * 2, "a" < "b", "a" <= "a", "b" > "abc", "a" >= "b", "" < "a"
str(1.5), str("a"), str(None), str(np.arange(3)), str(np.float32(0.1)), str((1, "a")), repr("a"), repr(1.5), repr(np.float64(1)), str(), ascii("é")
format(1.5), format("a"), format(np.arange(2)), format(1.5, ".3f"), format(255, "x"), format("a", ">3"), format(np.float64(2), "")
",".join(["a", "b"]), ",".join("abc"), ", ".join(()), "aB".upper(), "aB".lower(), " a ".strip(), "aba".replace("a", "c"), "abc".startswith("ab")
"a".ljust(3) + "|", "a".rjust(3), "7".zfill(3), "-7".zfill(4), "a".rjust(4, "*"), "abc".ljust(2), "abc".endswith("bc"), "a.npy".endswith(".npz")
len(f"{12345}"), f"{'abc'}"[1], f"{1}" == "1", (f"{1}", f"{2}"), f"{1}" in ("1", "2"), "b" in "abc"
round(2.675, 2), round(2.5), round(1234, -2), round(-0.5), round(1.25, 1), round(5, 2), round(True)
"""

ERRORS = """
f"{1.5:d}"
f"{'a':d}"
f"{np.arange(3):.2f}"
f"{[1]:5}"
f"{None:5}"
f"{np.float32(1):d}"
f"{1:{'q'}}"
"%d" % "a"
"%x" % 3.5
"%x" % np.float32(2)
"%f" % "a"
"%d" % 1j
"%f" % 1j
"%d" % None
"%c" % "ab"
"%c" % 3.5
"%y" % 1
"%" % 1
"%5" % 1
"%5.2" % 1
"%s %s" % 1
"%s" % ()
"abc" % 5
"%d" % (1, 2)
"%(a)s" % 1
"%*d" % ("a", 3)
"%d" % np.arange(2)
"%f" % np.arange(2)
"%d" % np.inf
"%d" % np.nan
"%f" % 10**400
"{} {}".format(1)
"{0} {}".format(1, 2)
"{} {0}".format(1, 2)
"{a}".format(1)
"{".format(1)
"}".format(1)
"{0".format(1)
"{!z}".format(1)
"{!}".format(1)
"{!rx}".format(1)
"{:{:{}}}".format(1, 2, 3)
"{0[a]}".format([1, 2])
"{0[5]}".format([1, 2])
"{:d}".format(1.5)
"{:.2f}".format(np.arange(3))
format(1, 2)
format([1], "5")
"ab" * 1.5
"a" - "b"
"a" + 1
"a" < 1
",".join([1])
",".join(5)
"a".rjust(3, "xx")
round("a")
round(1.5, 1.5)
"""


def result(expression):
    """A string, or a tuple of values as strings."""
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            value = eval(expression, {"np": np})
    except Exception as e:  # whichever Python raises
        return "!" + str(e)
    return value if isinstance(value, str) else repr(value)


def escaped(text):
    return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def main():
    expressions = [f"format({value}, {spec!r})" for kind, values in VALUES.items() for value in values for spec in SPECS[kind]]
    expressions += EXPRESSIONS.strip().split("\n") + ERRORS.strip().split("\n")
    lines = [f"{escaped(expression)}\t{escaped(result(expression))}\n" for expression in expressions]
    (RESOURCES / "formats.tsv").write_text("".join(lines))
    print(len(lines), "cases")


if __name__ == "__main__":
    main()
