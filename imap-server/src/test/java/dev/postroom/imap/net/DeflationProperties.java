package dev.postroom.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.Inflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class DeflationProperties {

  @Property(tries = 200)
  void everyPieceCanBeInflatedAsSoonAsItIsThere(
      @ForAll @Size(max = 5) List<@Size(max = 40_000) byte[]> pieces) throws Exception {
    var inflater = new Inflater(true);
    try (var deflation = new Deflation()) {
      for (byte[] piece : pieces) {
        ByteBuffer deflated = deflation.deflate(ByteBuffer.wrap(piece));
        inflater.setInput(deflated);
        byte[] inflated = new byte[piece.length];
        int length = 0;
        while (length < inflated.length && !inflater.needsInput()) {
          length += inflater.inflate(inflated, length, inflated.length - length);
        }
        assertThat(inflated).isEqualTo(piece);
        assertThat(inflater.inflate(new byte[1])).isZero();
      }
    } finally {
      inflater.end();
    }
  }
}
