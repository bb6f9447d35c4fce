package io.github.sparkndarray.arrow.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.shape.Shape;
import io.github.sparkndarray.testing.NumPy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyHeaderTest {
  private static final Charset UTF = StandardCharsets.UTF_8;

  /** Whatever Python accepts as the same dict literal. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }",
        "{'shape':(2,3),'fortran_order':False,'descr':'<i4'}",
        "{\"descr\": \"<i4\", \"fortran_order\": False, \"shape\": (2, 3,)}\n",
        " \t{ 'descr' : '<i4' ,\n'fortran_order' : False , 'shape' : ( 2L , 3L ) , }  \n\n",
        "{'descr': '=i4', 'fortran_order': False, 'shape': (2, 3)}",
        "{'descr': 'i4', 'fortran_order': False, 'shape': (2, 3)}",
      })
  void readsEverySpelling(String text) throws IOException {
    assertThat(read(text))
        .isEqualTo(new NpyHeader(DType.INT32, false, false, Shape.of(2, 3), 10 + text.length()));
  }

  @ParameterizedTest
  @CsvSource({
    "|b1, bool, false",
    "<b1, bool, false",
    ">i1, int8, false",
    "|u1, uint8, false",
    ">u2, uint16, true",
    "<u8, uint64, false",
    ">f4, float32, true",
    "<f8, float64, false"
  })
  void readsEveryByteOrder(String descr, String dtype, boolean bigEndian) throws IOException {
    NpyHeader header = read("{'descr': '" + descr + "', 'fortran_order': True, 'shape': (), }");
    assertThat(header.dtype()).hasToString(dtype);
    assertThat(header.bigEndian()).isEqualTo(bigEndian);
    assertThat(header.fortranOrder()).isTrue();
    assertThat(header.shape()).isEqualTo(Shape.SCALAR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'fortran_order': False, 'shape': ()}; 47; the header has no 'descr'",
        "{'descr': '<f8', 'shape': ()}; 39; the header has no 'fortran_order'",
        "{'descr': '<f8', 'fortran_order': False}; 50; the header has no 'shape'",
        "{}; 12; the header has no 'descr'",
        "[]; 10; '{' was expected, not '['",
        "``; 10; '{' was expected, not the end of the header",
        "{'a': 1}; 11; unexpected key 'a'",
        "{1: 2}; 11; a key was expected, not '1'",
        "{,}; 11; a key was expected, not ','",
        "{'descr': '<f8'; 25; '}' was expected, not the end of the header",
        "{'descr' '<f8'}; 19; ':' was expected, not '''",
        "{'descr': '<f8' 'shape': ()}; 26; '}' was expected, not '''",
        "{'descr': '<f8', 'descr': '<f8'}; 27; 'descr' is given twice",
        "{'descr': '<f8; 20; a string does not end",
        "{'descr': '\\x3cf8'}; 21; '\\' in a string",
        "{'descr': 3}; 20; 'descr' is not a string, but '3'",
        "{'fortran_order': 0}; 28; 'fortran_order' is neither True nor False, but '0'",
        "{'fortran_order': Falsey}; 28; 'fortran_order' is neither True nor False, but 'F'",
        "{'fortran_order': }; 28; 'fortran_order' is neither True nor False, but '}'",
        "{'shape': [2, 3]}; 20; 'shape' is not a tuple, but '['",
        "{'shape': 3}; 20; 'shape' is not a tuple, but '3'",
        "{'shape': (3)}; 20; 'shape' is a number, not a tuple",
        "{'shape': (3 4)}; 23; ',' or ')' was expected, not '4'",
        "{'shape': (,)}; 21; an extent was expected, not ','",
        "{'shape': (3,; 23; an extent was expected, not the end of the header",
        "{'shape': (-3,)}; 21; 'shape' has a negative extent, -3",
        "{'shape': (2.5,)}; 22; ',' or ')' was expected, not '.'",
        "{'shape': (9223372036854775808,)}; 21; 'shape' has an extent that no 64-bit number holds",
        "{'shape': (None,)}; 21; an extent was expected, not 'N'",
        "{'descr': '<f8', 'fortran_order': False, 'shape': ()} + {}; 64;"
            + " '+' after the end of the header",
      })
  void refusesOtherPythonAtItsOffset(String text, int offset, String reason) {
    assertThatThrownBy(() -> read(text))
        .hasMessage("Cannot read x.npy: at byte " + offset + ": " + reason)
        .extracting("code")
        .isEqualTo(ErrorCode.FORMAT);
  }

  @Test
  void refusesShapesThatOverflow() {
    String shape = "(4294967296, 4294967296)";
    assertThatThrownBy(() -> read(textOf("<f8", shape)))
        .hasMessage(
            "Cannot read x.npy: at byte 60: Cannot make an array of shape (4294967296, 4294967296):"
                + " its number of elements overflows")
        .extracting("code")
        .isEqualTo(ErrorCode.FORMAT);
    assertThatThrownBy(() -> read(textOf("<f8", "(4611686018427387904,)")))
        .hasMessageEndingWith(
            "a float64 array of shape (4611686018427387904,) is larger than any file")
        .extracting("code")
        .isEqualTo(ErrorCode.FORMAT);
    assertThatThrownBy(() -> read(textOf("<f8", "(" + "1,".repeat(65) + ")")))
        .hasMessageEndingWith("'shape' has more than 64 extents");
  }

  @Test
  void quotesOnlyWhatIsSafeToPrint() {
    assertThatThrownBy(() -> read("{'\u001b[31m\u00ff': 1}"))
        .hasMessage("Cannot read x.npy: at byte 11: unexpected key '?[31m?'");
    assertThatThrownBy(() -> read("{'descr': '" + "z".repeat(5000) + "'}"))
        .hasMessageContaining("(descr '" + "z".repeat(80) + "…')");
    assertThatThrownBy(() -> read("{'descr': " + "[(".repeat(300_000)))
        .hasMessageContaining("its dtype is structured (descr " + "[(".repeat(40) + "…)");
    assertThatThrownBy(() -> read("\u0000")).hasMessageEndingWith("not byte 0x00");
  }

  @Test
  void refusesWhatIsNoNpyFile() {
    for (byte[] bytes : new byte[][] {{}, {(byte) 0x93, 'N'}, "PK\3\4 and more".getBytes(UTF)}) {
      assertThatThrownBy(() -> NpyHeader.read("x.npy", new ByteArrayInputStream(bytes)))
          .hasMessage(
              "Cannot read x.npy: at byte 0: this is no npy file: it does not begin with"
                  + " \\x93NUMPY")
          .extracting("code")
          .isEqualTo(ErrorCode.FORMAT);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "4, 0", "1, 1", "255, 255"})
  void refusesOtherVersions(int major, int minor) {
    byte[] file = NumPy.file("bool-line");
    file[6] = (byte) major;
    file[7] = (byte) minor;
    assertThatThrownBy(() -> NpyHeader.read("x.npy", new ByteArrayInputStream(file)))
        .hasMessage(
            "Cannot read x.npy: at byte 6: npy version %d.%d is none of 1.0, 2.0 and 3.0",
            major, minor);
  }

  @Test
  void refusesHeadersThatDoNotEnd() {
    byte[] file = NumPy.file("bool-line");
    for (int length = 6; length < 128; length++) {
      byte[] shorter = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> NpyHeader.read("x.npy", new ByteArrayInputStream(shorter)))
          .hasMessage("Cannot read x.npy: at byte " + length + ": the file ends within its header")
          .extracting("code")
          .isEqualTo(ErrorCode.FORMAT);
    }
  }

  @Test
  void refusesHugeHeadersWithoutReadingThem() {
    ByteBuffer file = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    file.put(NumPy.file("bool-line"), 0, 6).put((byte) 2).put((byte) 0).putInt(-1);
    assertThatThrownBy(() -> NpyHeader.read("x.npy", new ByteArrayInputStream(file.array())))
        .hasMessage(
            "Cannot read x.npy: at byte 8: the header has 4294967295 bytes, more than 1048576");
  }

  @Test
  void travelsToTasks() throws IOException, ClassNotFoundException {
    NpyHeader header = NpyHeader.of(DType.FLOAT32, Shape.of(5, 7));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(header);
    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isEqualTo(header);
  }

  private static String textOf(String descr, String shape) {
    return "{'descr': '" + descr + "', 'fortran_order': False, 'shape': " + shape + "}";
  }

  /** Reads a header of the given text, in the shortest version that holds it. */
  private static NpyHeader read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    boolean small = bytes.length < 1 << 16;
    ByteBuffer file = ByteBuffer.allocate(12 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 0x93).put("NUMPY".getBytes(UTF)).put((byte) (small ? 1 : 2)).put((byte) 0);
    if (small) {
      file.putShort((short) bytes.length);
    } else {
      file.putInt(bytes.length);
    }
    file.put(bytes);
    return NpyHeader.read("x.npy", new ByteArrayInputStream(file.array(), 0, file.position()));
  }
}
