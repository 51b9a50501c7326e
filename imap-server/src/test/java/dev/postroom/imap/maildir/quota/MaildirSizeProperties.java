package dev.postroom.imap.maildir.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MaildirSizeProperties {

  @Property
  void theSumIsThatOfWhatWasCountedAndOfAllChangesSince(
      @ForAll("limits") QuotaLimit limit,
      @ForAll("usages") QuotaUsage counted,
      @ForAll("changes") List<QuotaUsage> changes) {
    var file = new StringBuilder(text(MaildirSize.render(limit, counted)));
    QuotaUsage sum = counted;
    for (QuotaUsage change : changes) {
      file.append(text(MaildirSize.change(change)));
      sum = sum.plus(change);
    }

    MaildirSize read = MaildirSize.parse(file.toString().getBytes(StandardCharsets.US_ASCII));

    assertThat(read).isEqualTo(new MaildirSize(limit, sum, changes.size() + 1, true));
    assertThat(read.isSound()).isEqualTo(sum.bytes() >= 0 && sum.messages() >= 0);
  }

  @Property
  void aLimitReadsAsItWasWritten(@ForAll("limits") QuotaLimit limit) {
    assertThat(QuotaLimit.parse(limit.render())).isEqualTo(limit);
  }

  @Property
  void noFileMakesTheReaderFail(@ForAll byte[] file) {
    assertThat(MaildirSize.parse(file).changes()).isNotNegative();
  }

  @Example
  void theFileLooksAsCourierWritesIt() {
    assertThat(
            text(MaildirSize.render(new QuotaLimit(100, 5), new QuotaUsage(0, 0)))
                + text(MaildirSize.change(new QuotaUsage(17, 1)))
                + text(MaildirSize.change(new QuotaUsage(-17, -1))))
        .isEqualTo(
            """
            100S,5C
                       0            0
                      17            1
                     -17           -1
            """);
  }

  @Example
  void aFileLongerThanProgramsReadIsNotBelieved() {
    var file = new StringBuilder("100S,5C\n");
    while (file.length() < MaildirSize.MAX_BYTES) {
      file.append(text(MaildirSize.change(new QuotaUsage(1, 1))));
    }
    MaildirSize read = MaildirSize.parse(file.toString().getBytes(StandardCharsets.US_ASCII));
    assertThat(read.isSound()).isFalse();
    assertThat(read.limit()).isEqualTo(new QuotaLimit(100, 5));
  }

  @Example
  void aFileOfWhichACrashLostLinesIsNotBelieved() {
    byte[] file =
        "100S,5C\n\0\0\0\0          20            1\n".getBytes(StandardCharsets.US_ASCII);
    assertThat(MaildirSize.parse(file).isSound()).isFalse();
  }

  @Example
  void aLimitMayBeOfBytesOrOfMessagesAlone() {
    assertThat(QuotaLimit.parse("1000S").render()).isEqualTo("1000S");
    assertThat(QuotaLimit.parse("20C").render()).isEqualTo("20C");
    assertThat(QuotaLimit.parse("20C,1000S").render()).isEqualTo("1000S,20C");
    assertThat(QuotaLimit.ofAccount("nothing 5X")).isEmpty();
  }

  @Provide
  static Arbitrary<QuotaLimit> limits() {
    return Combinators.combine(
            Arbitraries.longs().between(0, 1L << 40), Arbitraries.longs().between(0, 1_000_000))
        .as(QuotaLimit::new);
  }

  @Provide
  static Arbitrary<QuotaUsage> usages() {
    return Combinators.combine(
            Arbitraries.longs().between(-1000, 1L << 40),
            Arbitraries.longs().between(-5, 1_000_000))
        .as(QuotaUsage::new);
  }

  @Provide
  static Arbitrary<List<QuotaUsage>> changes() {
    return usages().list().ofMaxSize(50);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
