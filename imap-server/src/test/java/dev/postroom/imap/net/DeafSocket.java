package dev.postroom.imap.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.unix.RawUnixChannelOption;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes a client's machine look dead from one moment to the next: a packet filter on its socket
 * drops whatever comes, so that the kernel acknowledges nothing, not even a probe.
 */
final class DeafSocket {

  private static final int SOL_SOCKET = 1;
  private static final int SO_ATTACH_FILTER = 26;

  /** {@code struct sock_fprog}: a length, padding, a pointer. */
  private static final int PROGRAM_BYTES = 16;

  private static final int INSTRUCTION_BYTES = 8;

  /** {@code BPF_RET | BPF_K}: keep so many bytes of the packet, here none. */
  private static final short RETURN = 0x06;

  private DeafSocket() {}

  static void deafen(Channel client) {
    ByteBuf instruction = Unpooled.directBuffer(INSTRUCTION_BYTES);
    try {
      instruction.writeShortLE(RETURN).writeZero(INSTRUCTION_BYTES - Short.BYTES);
      ByteBuffer program = ByteBuffer.allocateDirect(PROGRAM_BYTES).order(ByteOrder.nativeOrder());
      program.putShort(0, (short) 1).putLong(Long.BYTES, instruction.memoryAddress());
      boolean set =
          client
              .config()
              .setOption(
                  new RawUnixChannelOption(
                      "SO_ATTACH_FILTER", SOL_SOCKET, SO_ATTACH_FILTER, PROGRAM_BYTES),
                  program);
      if (!set) {
        throw new IllegalStateException("no filter could be put on " + client);
      }
    } finally {
      instruction.release();
    }
  }
}
