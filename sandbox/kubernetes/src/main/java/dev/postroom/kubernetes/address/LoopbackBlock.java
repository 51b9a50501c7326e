package dev.postroom.kubernetes.address;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * A /16 of loopback addresses for one sandbox alone, so that several can run side by side. It is
 * claimed by listening on one port of its first address; the claim ends with the process at the
 * latest.
 */
public final class LoopbackBlock implements AutoCloseable {

  private static final int FIRST = 64;
  private static final int LAST = 254;
  private static final int CLAIM_PORT = 6442;

  private final int block;
  private final ServerSocket claim;

  private LoopbackBlock(int block, ServerSocket claim) {
    this.block = block;
    this.claim = claim;
  }

  /**
   * Claims the first block that is free, from 127.64.0.0/16 on.
   *
   * @throws IOException when no block is free or addresses of 127.0.0.0/8 cannot be bound here
   */
  public static LoopbackBlock claim() throws IOException {
    BindException last = null;
    for (int block = FIRST; block <= LAST; block++) {
      try {
        return new LoopbackBlock(block, new ServerSocket(CLAIM_PORT, 1, address(block, 0, 1)));
      } catch (BindException e) {
        last = e;
      }
    }
    throw new IOException(
        "no block of loopback addresses between 127.64.0.0/16 and 127.254.0.0/16 is free, or this"
            + " system has only 127.0.0.1",
        last);
  }

  /** The address 127.N.{@code third}.{@code fourth} of this block. */
  public InetAddress address(int third, int fourth) {
    return address(block, third, fourth);
  }

  /** The range 127.N.{@code third}.0/24 of this block. */
  public String range(int third) {
    return range(third, 24);
  }

  /** The range 127.N.{@code third}.0/{@code prefixLength} of this block. */
  public String range(int third, int prefixLength) {
    return "127.%d.%d.0/%d".formatted(block, third, prefixLength);
  }

  private static InetAddress address(int block, int third, int fourth) {
    try {
      return InetAddress.getByAddress(new byte[] {127, (byte) block, (byte) third, (byte) fourth});
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  @Override
  public void close() throws IOException {
    claim.close();
  }
}
