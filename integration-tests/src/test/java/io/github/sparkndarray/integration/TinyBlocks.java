package io.github.sparkndarray.integration;

import io.github.sparkndarray.execution.NDArraySettings;

/** Settings that make the smallest array a distributed one. */
final class TinyBlocks {
  static final String NOTHING_ON_THE_DRIVER = NDArraySettings.DRIVER_WORK + "=0";
  static final String NO_INTERMEDIATES_ON_THE_DRIVER = NDArraySettings.KEEP_ON_DRIVER + "=0";
  static final String BYTES = "64";
  static final String ELEMENTS = "5";
  static final String BLOCK_BYTES = NDArraySettings.BLOCK_BYTES + "=" + BYTES;
  static final String REDUCTION_BLOCKS = NDArraySettings.REDUCED_ELEMENTS + "=" + ELEMENTS;
  static final String REPLICATED = NDArraySettings.DELIVERY + "=replicated";

  static final String KRYO = "spark.serializer=org.apache.spark.serializer.KryoSerializer";
  static final String KRYO_REGISTRATOR =
      "spark.kryo.registrator=io.github.sparkndarray.execution.NDArrayKryoRegistrator";

  private TinyBlocks() {}
}
