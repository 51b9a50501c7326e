package dev.postroom.imap.session.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.postroom.imap.mailbox.MailboxName;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ListPatternProperties {

  @Property
  void aPatternMatchesWhatTheSameRegularExpressionMatches(
      @ForAll("names") String name, @ForAll("patterns") String pattern) {
    var regex = new StringBuilder();
    for (char c : pattern.toCharArray()) {
      switch (c) {
        case '*' -> regex.append(".*");
        case '%' -> regex.append("[^.]*");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    assertThat(new ListPattern("INBOX.", pattern).matches(new MailboxName("INBOX." + name)))
        .isEqualTo(("INBOX." + name).matches(Pattern.quote("INBOX.") + regex));
  }

  @Example
  void theCaseOfInboxDoesNotCountButThatOfOtherNamesDoes() {
    assertThat(new ListPattern("", "inbox").matches(MailboxName.INBOX)).isTrue();
    assertThat(new ListPattern("", "i*.a").matches(new MailboxName("INBOX.a"))).isTrue();
    assertThat(new ListPattern("inbox.", "A").matches(new MailboxName("INBOX.a"))).isFalse();
  }

  @Example
  void aPatternOfTenWildcardsAndAThousandCharactersIsTheLimit() {
    assertThat(new ListPattern("", "*".repeat(10)).matches(MailboxName.INBOX)).isTrue();
    assertThatThrownBy(() -> new ListPattern("*", "%".repeat(10)))
        .hasMessage("A pattern has at most 10 wildcards.");
    assertThatThrownBy(() -> new ListPattern("", "x".repeat(ListPattern.MAX_LENGTH + 1)))
        .hasMessage("A pattern has at most 1024 characters.");
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars('a', 'b', '.').ofMinLength(1).ofMaxLength(8);
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings().withChars('a', 'b', '.', '*', '%').ofMaxLength(8);
  }
}
