package dev.postroom.imap.maildir.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.mailbox.Flags.SystemFlag;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MaildirFileNameProperties {

  @Property
  void aNameIsItsBaseAndItsInfo(@ForAll("names") String name) {
    assertThat(MaildirFileName.parse(name)).hasToString(name);
  }

  @Property
  void flagsThatAreSetAreTheFlagsThatAreRead(
      @ForAll("infos") String info, @ForAll Set<SystemFlag> flags) {
    assertThat(MaildirFileName.flags(MaildirFileName.withFlags(info, flags))).isEqualTo(flags);
  }

  @Property
  void lettersOfOthersSurviveAFlagChange(
      @ForAll("infos") String info, @ForAll Set<SystemFlag> flags) {
    assertThat(others(MaildirFileName.withFlags(info, flags))).isEqualTo(others(info));
  }

  @Example
  void lettersStandInCouriersOrder() {
    assertThat(MaildirFileName.withFlags("", EnumSet.allOf(SystemFlag.class)))
        .isEqualTo(":2,DFRST");
    assertThat(MaildirFileName.withFlags(":2,PSab", EnumSet.of(SystemFlag.FLAGGED)))
        .isEqualTo(":2,FPab");
    assertThat(MaildirFileName.withFlags(":1,experimental", EnumSet.of(SystemFlag.SEEN)))
        .isEqualTo(":2,S");
  }

  @Example
  void theBaseEndsAtTheLastColon() {
    assertThat(MaildirFileName.parse("1.a:b:2,S")).isEqualTo(new MaildirFileName("1.a:b", ":2,S"));
    assertThat(MaildirFileName.parse("1.a")).isEqualTo(new MaildirFileName("1.a", ""));
  }

  @Example
  void theLeadingIntegerIsReadAsAtolDoes() {
    assertThat(MaildirFileName.parse("0123.x").leadingInteger()).isEqualTo(123);
    assertThat(MaildirFileName.parse("x.1").leadingInteger()).isZero();
    assertThat(MaildirFileName.parse("9".repeat(30)).leadingInteger()).isEqualTo(Long.MAX_VALUE);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("019.ab:,2SMP").ofMinLength(1).ofMaxLength(40);
  }

  @Provide
  Arbitrary<String> infos() {
    return Arbitraries.strings()
        .withChars("DFRSTPaz")
        .uniqueChars()
        .map(letters -> ":2," + letters);
  }

  private static Set<Integer> others(String info) {
    return info.substring(3)
        .chars()
        .filter(c -> "DFRST".indexOf(c) < 0)
        .boxed()
        .collect(java.util.stream.Collectors.toSet());
  }
}
