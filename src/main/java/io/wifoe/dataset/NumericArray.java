package io.wifoe.dataset;

import io.wifoe.Check;
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
  private static final int MOST_ANTENNAS = 1 << 20;

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

  /** Real numbers with a last axis of length 2, (..., 2), as complex numbers (...). */
  NumericArray pairs() {
    int last = rank() - 1;
    Check.that(!isComplex() && last >= 0 && shape[last] == 2,
        "shape %s: real numbers become complex ones by a last axis (re, im) of length 2", Arrays.toString(shape));
    long step = strides[last];
    return new NumericArray(without(shape, last), without(strides, last), offset, re, i -> re.at(i + step));
  }

  /** This array as real parts with another of the same layout as imaginary parts. */
  NumericArray withImaginary(NumericArray other) {
    Check.that(!isComplex() && !other.isComplex(), "a real and an imaginary part must both be real");
    Check.that(Arrays.equals(shape, other.shape) && Arrays.equals(strides, other.strides) && offset == other.offset,
        "real part of shape %s, imaginary part of shape %s: they must be stored alike",
        Arrays.toString(shape), Arrays.toString(other.shape));
    return new NumericArray(shape, strides, offset, re, other.re);
  }

  /** A complex array of rank 2 as channels. */
  UserChannels channels(int usersAxis, int antennasAxis) {
    Check.that(rank() == 2 && isComplex(), "channels are complex of shape (users, Nt), not %s",
        Arrays.toString(shape));
    long users = shape[usersAxis];
    Check.that(users >= 1, "shape %s has no users", Arrays.toString(shape));
    Check.that(shape[antennasAxis] >= 1 && shape[antennasAxis] <= MOST_ANTENNAS,
        "shape %s has %d antennas; 1 to %d can be read (are its axes another way round?)", Arrays.toString(shape),
        shape[antennasAxis], MOST_ANTENNAS);
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
        long index = offset + Objects.checkIndex(user, users) * strides[usersAxis];
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
