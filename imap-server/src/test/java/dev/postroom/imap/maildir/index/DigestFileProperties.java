package dev.postroom.imap.maildir.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.MessageContent;
import dev.postroom.imap.maildir.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DigestFileProperties {

  /** Many are read ahead for who reads one after the other. */
  @Property(tries = 100)
  void everyNoteIsFoundInWhateverOrderTheyAreReadAndOnlyByItsMessage(
      @ForAll @Size(min = 1, max = 30)
          List<@IntRange(max = MessageContent.MAX_DIGEST) Integer> lengths,
      @ForAll @Size(max = 60) List<@IntRange(max = 29) Integer> order)
      throws IOException {
    Path directory = Files.createTempDirectory("digests");
    try {
      var digests = new DigestFile(directory);
      int[] places = new int[lengths.size()];
      for (int i = 0; i < places.length; i++) {
        places[i] = digests.add(note(i, lengths.get(i)), i);
      }
      digests.flush();

      for (int wanted : order) {
        int first = wanted % places.length;
        for (int i = first; i < Math.min(first + 3, places.length); i++) {
          assertThat(digests.read(places[i], i)).contains(note(i, lengths.get(i)));
          assertThat(digests.read(places[i], i + 1)).isEmpty();
        }
      }
    } finally {
      DurableFiles.deleteTree(directory);
    }
  }

  private static byte[] note(int number, int length) {
    byte[] note = new byte[length];
    Arrays.fill(note, (byte) number);
    return note;
  }
}
