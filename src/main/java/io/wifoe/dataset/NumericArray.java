package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.task.AntennaArray;
import java.util.Arrays;
import java.util.Objects;

/**
 * An array of any rank as a file gave it: numbers by position in storage, seen through a shape and strides, so that
 * selecting and transposing copy nothing.
 *
 * @param shape length of each axis
 * @param strides distance in storage of two neighbours on each axis
 * @param offset position in storage of the element with all indices 0
 * @param re real parts
 * @param im imaginary parts; null where the file holds real numbers
 */
record NumericArray(long[] shape, long[] strides, long offset, Values re, Values im) {

  /** Numbers by their position in storage. */
  @FunctionalInterface
  interface Values {
    double at(long index);
  }

  /** An array stored densely with its last axis running fastest or, in Fortran order, its first. */
  static NumericArray dense(long[] shape, boolean fortranOrder, Values re, Values im) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = 0; i < shape.length; i++) {
      int axis = fortranOrder ? i : shape.length - 1 - i;
      strides[axis] = stride;
      stride = Math.multiplyExact(stride, shape[axis]);
    }
    return new NumericArray(shape, strides, 0, re, im);
  }

  int rank() {
    return shape.length;
  }

  boolean isComplex() {
    return im != null;
  }

  /** The array of one rank less that has this index on the axis. */
  NumericArray select(int axis, long index) {
    Check.that(axis >= 0 && axis < rank(), "axis %d of an array of shape %s", axis, Arrays.toString(shape));
    Check.that(index >= 0 && index < shape[axis], "index %d on an axis of length %d; indices start at 0",
        index, shape[axis]);
    return new NumericArray(without(shape, axis), without(strides, axis), offset + index * strides[axis], re, im);
  }

  /** Real numbers with an axis (re, im) of length 2 as complex numbers without it. */
  NumericArray pairs(int axis) {
    Check.that(!isComplex() && axis >= 0 && axis < rank() && shape[axis] == 2, "shape %s: real numbers become complex "
        + "ones by an axis of length 2, the last or the one that the layout calls re-im", Arrays.toString(shape));
    long step = strides[axis];
    return new NumericArray(without(shape, axis), without(strides, axis), offset, re, i -> re.at(i + step));
  }

  /** Real numbers with an axis of length 2 n, all real parts before all imaginary ones, as complex numbers. */
  NumericArray halves(int axis) {
    Check.that(!isComplex() && shape[axis] % 2 == 0, "shape %s: an axis [re | im] is of real numbers and has an even "
        + "length", Arrays.toString(shape));
    long[] half = shape.clone();
    half[axis] /= 2;
    long step = half[axis] * strides[axis];
    return new NumericArray(half, strides, offset, re, i -> re.at(i + step));
  }

  /** Real numbers as complex ones without an imaginary part. */
  NumericArray withoutImaginary() {
    Check.that(!isComplex(), "the numbers of shape %s are complex", Arrays.toString(shape));
    return new NumericArray(shape, strides, offset, re, i -> 0);
  }

  /** With so many axes at least, those behind the others of length 1. */
  NumericArray withRank(int rank) {
    if (rank <= rank()) {
      return this;
    }
    long[] longer = Arrays.copyOf(shape, rank);
    Arrays.fill(longer, rank(), rank, 1);
    return new NumericArray(longer, Arrays.copyOf(strides, rank), offset, re, im);
  }

  /** This array as real parts with another of the same layout as imaginary parts. */
  NumericArray withImaginary(NumericArray other) {
    Check.that(!isComplex() && !other.isComplex(), "a real and an imaginary part must both be real");
    Check.that(Arrays.equals(shape, other.shape) && Arrays.equals(strides, other.strides) && offset == other.offset,
        "real part of shape %s, imaginary part of shape %s: they must be stored alike",
        Arrays.toString(shape), Arrays.toString(other.shape));
    return new NumericArray(shape, strides, offset, re, other.re);
  }

  /**
   * A complex array of rank 2, or 3 with users over two axes, as channels.
   *
   * @param groupsAxis the axis of groups of users, for example samples of K users; -1 if there is none
   */
  UserChannels channels(int groupsAxis, int usersAxis, int antennasAxis) {
    Check.that(rank() == (groupsAxis < 0 ? 2 : 3) && isComplex(), "channels are complex of shape (users, Nt), not %s",
        Arrays.toString(shape));
    long inGroup = shape[usersAxis];
    long users = groupsAxis < 0 ? inGroup : Math.multiplyExact(shape[groupsAxis], inGroup);
    long groupStride = groupsAxis < 0 ? 0 : strides[groupsAxis];
    Check.that(users >= 1, "shape %s has no users", Arrays.toString(shape));
    Check.that(shape[antennasAxis] >= 1 && shape[antennasAxis] <= AntennaArray.MOST_ANTENNAS,
        "shape %s has %d antennas; 1 to %d can be read (are its axes another way round?)", Arrays.toString(shape),
        shape[antennasAxis], AntennaArray.MOST_ANTENNAS);
    int antennas = (int) shape[antennasAxis];
    return new UserChannels() {
      @Override
      public long users() {
        return users;
      }

      @Override
      public int antennas() {
        return antennas;
      }

      @Override
      public void read(long user, float[] out, int at) {
        long index = offset + Objects.checkIndex(user, users) / inGroup * groupStride
            + user % inGroup * strides[usersAxis];
        for (int n = 0; n < antennas; n++, index += strides[antennasAxis]) {
          out[at + n] = (float) re.at(index);
          out[at + antennas + n] = (float) im.at(index);
        }
      }
    };
  }

  private static long[] without(long[] values, int axis) {
    long[] rest = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(values, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }
}
