package io.github.sparkndarray.kernel.run;

/**
 * The base of all generated classes: computes rows of a tile from packed panels. An instance has
 * scratch memory of its own and belongs to one thread.
 *
 * <p>An operand that varies along the tile lies in its panel as [inner positions][tile], one tile
 * every {@code PITCH} elements; any other as [row][inner positions]. Row {@code r} of an operand
 * starts at {@code offset + r * rowStep}.
 *
 * <p>Where tiles are narrow, several rows are computed at once in registers. Panels then hold what
 * is read side by side: one narrow tile after the other, each with all its inner positions, and of
 * the other operands [rows / together][inner positions][together]; rows that are left over lie as
 * they do elsewhere.
 */
public abstract class TileKernel {
  /** The accumulators of a run of a float64 sum: see {@link Sums}. */
  protected final double[] doubleLanes = new double[Sums.WIDTH];

  /** As {@link #doubleLanes}, of a float32 sum. */
  protected final float[] floatLanes = new float[Sums.WIDTH];

  /** Arguments and result of a function applied to one element. */
  protected final double[] f64 = new double[3];

  /** As {@link #f64}. */
  protected final float[] f32 = new float[3];

  /** Where row 0 of each operand starts in its panel or memory. */
  public int[] offset = new int[0];

  /** How far the rows of each operand are apart in its panel or memory. */
  public int[] rowStep = new int[0];

  /** The byte order of every buffer. */
  protected static final java.nio.ByteOrder ORDER = java.nio.ByteOrder.LITTLE_ENDIAN;

  /** Where each operand that is read in place lies: a buffer or memory segment. */
  public Object[] memory = new Object[0];

  /** What becomes of each output's values. */
  public Sink[] sinks = new Sink[0];

  /** Among {@link #decided}: one variant before some elements, another after them. */
  public static final byte PIECES = -1;

  /** Per row of a batch: which {@link #rows} variant runs; 0 is the general one. */
  public byte[] decided = new byte[0];

  /** Per row that is in pieces: the first element for the general variant. */
  public int[] undecidedFrom = new int[0];

  /** Per row that is in pieces: the end of the elements for the general variant. */
  public int[] undecidedTo = new int[0];

  /** Per row that is in pieces: the variant for the elements before those. */
  public byte[] before = new byte[0];

  /** Per row that is in pieces: the variant for the elements after those. */
  public byte[] after = new byte[0];

  /** The buffer or memory segment of each output that is stored directly. */
  public Object[] target = new Object[0];

  /** The byte of each target where row 0 of the batch stores its tile. */
  public int[] targetStart = new int[0];

  /** The bytes from one row of each target to the next. */
  public int[] targetStep = new int[0];

  /**
   * Hands over all that stays the same between blocks.
   *
   * @param panels one array per operand
   * @param tiles scratch tiles
   * @param reals the values of floating literals
   * @param integers the values of other literals
   * @param extents the extents of all axes; only those of inner ones are used
   */
  public abstract void bind(
      Object[] panels, Object[] tiles, double[] reals, long[] integers, int[] extents);

  /** Computes what depends on the tile but not on rows. */
  public void tile(int n) {}

  /** Computes some rows of a tile of n elements. */
  public abstract void rows(int first, int count, int n);
}
