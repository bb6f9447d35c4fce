package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import java.io.Serializable;
import java.util.List;

/**
 * A block for a task to run.
 *
 * @param aligned the chunks that lie with it
 */
record BlockInput(long block, List<HostArray> aligned) implements Serializable {}
