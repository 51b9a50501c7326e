package dev.postroom.imap;

import dev.postroom.imap.command.CommandFuzz;
import dev.postroom.imap.maildir.keywords.KeywordsFuzz;
import dev.postroom.imap.maildir.quota.MaildirSizeFuzz;
import dev.postroom.imap.maildir.uiddb.UidDbFuzz;
import dev.postroom.imap.message.MimeFuzz;
import dev.postroom.imap.wire.FragmenterFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The fuzz targets on their seeds, and on some that are a little damaged; {@code make fuzz} takes
 * much longer over the same targets. What fuzzing found once is kept as a seed.
 */
class FuzzCorpusTest {

  private static final int DAMAGED = 300;

  private static final Map<String, Consumer<byte[]>> TARGETS =
      Map.of(
          "FragmenterFuzz", FragmenterFuzz::fuzzerTestOneInput,
          "CommandFuzz", CommandFuzz::fuzzerTestOneInput,
          "MimeFuzz", MimeFuzz::fuzzerTestOneInput,
          "UidDbFuzz", UidDbFuzz::fuzzerTestOneInput,
          "KeywordsFuzz", KeywordsFuzz::fuzzerTestOneInput,
          "MaildirSizeFuzz", MaildirSizeFuzz::fuzzerTestOneInput);

  @TestFactory
  Stream<DynamicContainer> everyTargetHoldsForItsSeedsAndForDamagedOnes() {
    return TARGETS.entrySet().stream()
        .map(
            target ->
                DynamicContainer.dynamicContainer(
                    target.getKey(),
                    seeds(target.getKey()).stream().map(seed -> test(seed, target.getValue()))));
  }

  private static DynamicTest test(Path seed, Consumer<byte[]> target) {
    return DynamicTest.dynamicTest(
        seed.getFileName().toString(),
        () -> {
          byte[] bytes = Files.readAllBytes(seed);
          target.accept(bytes);
          var random = new Random(1);
          for (int i = 0; i < DAMAGED && bytes.length > 0; i++) {
            target.accept(damaged(bytes, random));
          }
        });
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes.clone();
    for (int left = 1 + random.nextInt(4); left > 0; left--) {
      // Now and then by another byte of the same file: these have a meaning there.
      damaged[random.nextInt(damaged.length)] =
          random.nextBoolean()
              ? (byte) random.nextInt(256)
              : damaged[random.nextInt(damaged.length)];
    }
    return damaged;
  }

  private static List<Path> seeds(String target) {
    try (Stream<Path> seeds = Files.list(Path.of("src/test/resources/fuzz", target))) {
      return seeds.sorted().toList();
    } catch (IOException e) {
      throw new AssertionError("no seeds for " + target, e);
    }
  }
}
