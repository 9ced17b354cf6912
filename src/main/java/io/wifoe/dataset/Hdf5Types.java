package io.wifoe.dataset;

import io.jhdf.HdfFile;
import io.jhdf.ObjectHeader;
import io.jhdf.api.Dataset;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.dataset.DatasetReader;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Data sets of types that jHDF does not read, the complex type of HDF5 2.0 and committed (named) ones as Julia's JLD2
 * writes them, and those that stand beside such a one.
 */
final class Hdf5Types {
  private static final int COMPLEX = 11;
  private static final int COMPOUND_VERSION_3 = 0x36;
  private static final int FLOAT = 20; // bytes of a floating-point type
  private static final int HEAD = 8; // bytes of a type before what is particular to its class

  private Hdf5Types() {}

  /**
   * What a data set holds.
   *
   * @param shape its axes
   * @param data as jHDF gives it
   */
  record Content(int[] shape, Object data) {}

  /** A data set found without a look at its neighbours. */
  sealed interface Found permits Ordinary, Special {}

  /** One that jHDF reads. */
  record Ordinary(Dataset dataset) implements Found {}

  /** One that it does not. */
  record Special(Content content) implements Found {}

  /**
   * Finds a data set by its path; empty if there is none of this path.
   *
   * @throws IOException if it is there and cannot be read, with the reason
   */
  static Optional<Found> find(HdfFile hdf, String path) throws IOException {
    HdfBackingStorage file = hdf.getHdfBackingStorage();
    Hdf5Header header = Hdf5Header.at(file, hdf.getAddress());
    long address = hdf.getAddress();
    String name = "";
    for (String each : path.replaceFirst("^/", "").split("/")) {
      Long child = header.children().get(each);
      if (child == null) {
        return Optional.empty();
      }
      name = each;
      address = child;
      header = Hdf5Header.at(file, address);
    }
    Optional<DataType> type = type(file, header);
    if (type.isPresent()) {
      return Optional.of(new Special(content(file, path, header, type.get())));
    }
    return header.type().isEmpty() ? Optional.empty() : Optional.of(new Ordinary(DatasetLoader.createDataset(file,
        ObjectHeader.readObjectHeader(file, address), name, hdf)));
  }

  /** The type of a data set whose own type jHDF does not read; empty if it does. */
  private static Optional<DataType> type(HdfBackingStorage file, Hdf5Header header) {
    if (header.committedType().isPresent()) {
      return Hdf5Header.at(file, header.committedType().get()).type().map(Hdf5Types::readable);
    }
    return header.type().filter(Hdf5Types::isComplex).map(Hdf5Types::readable);
  }

  private static boolean isComplex(ByteBuffer type) {
    return (type.get(0) & 0xF) == COMPLEX;
  }

  /** A complex type as the pair it is, any other as it stands. */
  private static DataType readable(ByteBuffer type) {
    if (!isComplex(type)) {
      return DataType.readDataType(type);
    }
    int size = type.getInt(4);
    ByteBuffer part = type.slice(HEAD, FLOAT); // of the real and of the imaginary part
    ByteBuffer pair = ByteBuffer.allocate(HEAD + 2 * (3 + FLOAT)).order(ByteOrder.LITTLE_ENDIAN);
    pair.put((byte) COMPOUND_VERSION_3).put((byte) 2).put((byte) 0).put((byte) 0).putInt(size);
    for (int i = 0; i < 2; i++) { // name, 0, offset, type
      pair.put((i == 0 ? "r" : "i").getBytes(StandardCharsets.US_ASCII)).put((byte) 0).put((byte) (i * size / 2))
          .put(part.duplicate());
    }
    return DataType.readDataType(pair.flip());
  }

  private static Content content(HdfBackingStorage file, String path, Hdf5Header header, DataType type)
      throws IOException {
    int[] shape = header.message(DataSpaceMessage.class).orElseThrow().getDataSpace().getDimensions();
    long elements = 1;
    for (int each : shape) {
      elements = Math.multiplyExact(elements, (long) each);
    }
    long bytes = Math.multiplyExact(elements, (long) type.getSize());
    HeapLimit.require(4 * bytes, "data set \"" + path + "\"");
    DataLayoutMessage layout = header.message(DataLayoutMessage.class).orElseThrow();
    ByteBuffer data;
    if (layout instanceof DataLayoutMessage.ContiguousDataLayoutMessage contiguous) {
      data = file.map(contiguous.getAddress(), bytes);
    } else if (layout instanceof DataLayoutMessage.CompactDataLayoutMessage compact) {
      data = compact.getDataBuffer();
    } else {
      throw new IOException("data set \"" + path + "\" is stored in chunks and has a named (committed) type or the "
          + "complex type of HDF5 2.0, which together cannot be read; h5repack -l CONTI can copy it without chunks");
    }
    return new Content(shape, DatasetReader.readDataset(type, data.order(ByteOrder.LITTLE_ENDIAN),
        Math.toIntExact(elements), file));
  }
}
