package io.github.sparkndarray.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.expressions.codegen.UnsafeRowWriter;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedRowsTest {

  /** Rows of several lengths, in one array, in several, and each in one of its own. */
  @ParameterizedTest
  @CsvSource({"0, 100", "1, 100", "20, 100000", "20, 100", "20, 1"})
  void areTheRowsThatWereGiven(int count, int most) throws Exception {
    List<UnsafeRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UnsafeRowWriter writer = new UnsafeRowWriter(2);
      writer.reset();
      writer.zeroOutNullBytes();
      writer.write(0, (long) i);
      writer.write(1, UTF8String.fromString("x".repeat(i)));
      rows.add(writer.getRow().copy());
    }

    PackedRows packed = PackedRows.of(rows, most);

    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(packed);
    }
    PackedRows read;
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      read = (PackedRows) in.readObject();
    }
    assertThat(read.size()).isEqualTo(count);
    for (int i = 0; i < count; i++) {
      assertThat(packed.row(i)).isEqualTo(rows.get(i));
      assertThat(read.row(i)).isEqualTo(rows.get(i));
    }
  }
}
