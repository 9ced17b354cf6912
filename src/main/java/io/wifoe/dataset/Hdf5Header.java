package io.wifoe.dataset;

import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.object.message.DataTypeMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.Message;
import io.jhdf.object.message.ObjectHeaderContinuationMessage;
import io.jhdf.object.message.SymbolTableMessage;
import io.jhdf.storage.HdfBackingStorage;
import io.wifoe.Check;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The header of one object of an HDF5 file ("HDF5 File Format Specification", IV.A.1), its messages but for the type of
 * the data read by jHDF. jHDF reads headers of all objects of a group at once and gives the group up where one has a
 * type that it does not know.
 */
final class Hdf5Header {
  private static final int OHDR = 0x5244484F; // "OHDR", little endian
  /** Bit of a message's flags: what is there is the address of a committed type. */
  private static final int TYPE_SHARED = 2;

  private static final int LONGEST = 1 << 24; // bytes of a block
  private static final int MOST_BLOCKS = 1_000; // a damaged header may go on at itself

  private final HdfBackingStorage file;
  private final List<Message> messages = new ArrayList<>();
  private ByteBuffer type;
  private boolean typeShared;
  private int blocks;

  private Hdf5Header(HdfBackingStorage file) {
    this.file = file;
  }

  static Hdf5Header at(HdfBackingStorage file, long address) {
    Hdf5Header header = new Hdf5Header(file);
    ByteBuffer start = buffer(file, address, 16);
    if (start.getInt(0) != OHDR) {
      header.readVersion1(buffer(file, address + 16, start.getInt(8)));
      return header;
    }
    int flags = start.get(5);
    long at = address + 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int bytes = 1 << (flags & 3); // of the size of what follows
    ByteBuffer size = buffer(file, at, bytes);
    int length = bytes == 1 ? size.get() & 0xFF : bytes == 2 ? size.getShort() & 0xFFFF : size.getInt();
    header.readVersion2(buffer(file, at + bytes, length), (flags & 4) != 0);
    return header;
  }

  private static ByteBuffer buffer(HdfBackingStorage file, long address, int length) {
    Check.that(length >= 0 && length <= LONGEST, "a header of %d bytes is damaged", length);
    return file.readBufferFromAddress(address, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void readVersion1(ByteBuffer block) {
    while (block.remaining() >= 8) {
      int start = block.position();
      int length = block.getShort(start + 2) & 0xFFFF;
      if ((block.getShort(start) & 0xFFFF) == DataTypeMessage.MESSAGE_TYPE) {
        keepType(block, start + 8, length, block.get(start + 4));
      } else {
        messages.add(Message.readObjectHeaderV1Message(slice(block, start, 8 + length), file));
      }
      block.position(Math.min(start + 8 + length, block.limit()));
      goOn(false, false);
    }
  }

  private void readVersion2(ByteBuffer block, boolean ordered) {
    int head = ordered ? 6 : 4;
    while (block.remaining() >= head) {
      int start = block.position();
      int length = block.getShort(start + 1) & 0xFFFF;
      if (block.get(start) == DataTypeMessage.MESSAGE_TYPE) {
        keepType(block, start + head, length, block.get(start + 3));
      } else {
        messages.add(Message.readObjectHeaderV2Message(slice(block, start, head + length), file, ordered));
      }
      block.position(start + head + length);
      goOn(true, ordered);
    }
  }

  private void goOn(boolean signed, boolean ordered) {
    if (!messages.isEmpty() && messages.get(messages.size() - 1) instanceof ObjectHeaderContinuationMessage next) {
      Check.that(blocks++ < MOST_BLOCKS, "a header of more than %d blocks is damaged", MOST_BLOCKS);
      messages.remove(messages.size() - 1);
      ByteBuffer block = buffer(file, next.getOffset(), next.getLength());
      if (signed) { // "OCHK" before it, and a checksum behind it
        readVersion2(block.position(4).limit(block.limit() - 4), ordered);
      } else {
        readVersion1(block);
      }
    }
  }

  private void keepType(ByteBuffer block, int start, int length, byte flags) {
    type = slice(block, start, length);
    typeShared = (flags & TYPE_SHARED) != 0;
  }

  private static ByteBuffer slice(ByteBuffer block, int start, int length) {
    return block.slice(start, length).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The bytes that describe the type of the data; a group has none. */
  Optional<ByteBuffer> type() {
    return Optional.ofNullable(type).map(bytes -> bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Where the type is described, if that is elsewhere in the file: a committed (named) type. */
  Optional<Long> committedType() {
    return typeShared ? Optional.of(type.getLong(type.get(0) == 1 ? 8 : 2)) : Optional.empty();
  }

  <M extends Message> Optional<M> message(Class<M> kind) {
    return messages.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Addresses of a group's objects by name, links to other places left out. */
  Map<String, Long> children() {
    Map<String, Long> children = new LinkedHashMap<>();
    message(SymbolTableMessage.class).ifPresent(table -> {
      ByteBuffer names = new LocalHeap(file, table.getLocalHeapAddress()).getDataBuffer();
      for (long node : BTreeV1.createGroupBTree(file, table.getBTreeAddress()).getChildAddresses()) {
        for (SymbolTableEntry entry : new GroupSymbolTableNode(file, node).getSymbolTableEntries()) {
          if (entry.getCacheType() != 2) { // a soft link
            names.position(entry.getLinkNameOffset());
            children.put(Utils.readUntilNull(names), entry.getObjectHeaderAddress());
          }
        }
      }
    });
    links().filter(link -> link.getLinkType() == LinkMessage.LinkType.HARD)
        .forEach(link -> children.put(link.getLinkName(), link.getHardLinkAddress()));
    return children;
  }

  private Stream<LinkMessage> links() {
    Optional<LinkInfoMessage> info = message(LinkInfoMessage.class);
    if (info.isEmpty() || info.get().getBTreeNameIndexAddress() == Constants.UNDEFINED_ADDRESS) {
      return messages.stream().filter(LinkMessage.class::isInstance).map(LinkMessage.class::cast);
    }
    FractalHeap heap = new FractalHeap(file, info.get().getFractalHeapAddress());
    return new BTreeV2<LinkNameForIndexedGroupRecord>(file, info.get().getBTreeNameIndexAddress()).getRecords().stream()
        .map(name -> LinkMessage.fromBuffer(heap.getId(name.getId()), file.getSuperblock()));
  }
}
