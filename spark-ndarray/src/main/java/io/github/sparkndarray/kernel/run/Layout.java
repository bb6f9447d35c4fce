package io.github.sparkndarray.kernel.run;

import java.util.BitSet;

/**
 * How a kernel sees its nest: part of a class's structure.
 *
 * @param form what tile and rows are made of
 * @param alongTile the operands that vary along the tile: they are read from panels
 * @param alongRows the operands that vary from row to row
 * @param inPlace the operands that could be read where they are instead of from panels: along the
 *     tile their elements lie side by side
 * @param direct whether rows are stored straight to the output buffers where they can be
 * @param instructions what code is made of
 * @param pitch the elements from one tile of a panel to the next: a constant of the code, without
 *     which loops over inner axes would check each index
 */
public record Layout(
    Form form,
    BitSet alongTile,
    BitSet alongRows,
    BitSet inPlace,
    boolean direct,
    Instructions instructions,
    int pitch) {}
