package dev.postroom.imap.session.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postroom.imap.command.Command;
import dev.postroom.imap.command.Command.ListSelection;
import dev.postroom.imap.mailbox.MailStore.ListedMailbox;
import dev.postroom.imap.mailbox.MailboxName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class MailboxSelectionProperties {

  private static final Set<ListSelection> RECURSIVE =
      Set.of(ListSelection.SUBSCRIBED, ListSelection.RECURSIVEMATCH);

  @Property
  void severalPatternsYieldWhatEachYieldsAloneAndNothingTwice(
      @ForAll("names") Set<String> existing,
      @ForAll("names") Set<String> subscribed,
      @ForAll("patterns") List<String> patterns) {
    var each = new TreeSet<MailboxName>();
    for (String pattern : patterns) {
      each.addAll(select(existing, subscribed, List.of(pattern), Set.of()));
    }
    assertThat(select(existing, subscribed, patterns, Set.of())).containsExactlyElementsOf(each);
  }

  @Property
  void theSubscribedAreThoseThatMatch(
      @ForAll("names") Set<String> existing,
      @ForAll("names") Set<String> subscribed,
      @ForAll("patterns") List<String> patterns) {
    Set<MailboxName> expected = new TreeSet<>();
    for (MailboxName name : names(subscribed)) {
      if (patterns.stream().anyMatch(pattern -> new ListPattern("", pattern).matches(name))) {
        expected.add(name);
      }
    }
    assertThat(select(existing, subscribed, patterns, Set.of(ListSelection.SUBSCRIBED)))
        .containsExactlyElementsOf(expected);
  }

  @Property
  void recursiveMatchLosesNoneAndShowsOnlyWhatIsAboveASubscribedOne(
      @ForAll("names") Set<String> existing,
      @ForAll("names") Set<String> subscribed,
      @ForAll("patterns") List<String> patterns) {
    List<MailboxName> plain =
        select(existing, subscribed, patterns, Set.of(ListSelection.SUBSCRIBED));
    List<MailboxName> recursive = select(existing, subscribed, patterns, RECURSIVE);
    assertThat(recursive).containsAll(plain);
    for (MailboxName name : recursive) {
      assertThat(names(subscribed)).anyMatch(one -> one.equals(name) || one.isBelow(name));
    }
  }

  private static List<MailboxName> select(
      Set<String> existing,
      Set<String> subscribed,
      List<String> patterns,
      Set<ListSelection> selection) {
    var command = new Command.ListMailboxes("", patterns, selection, Set.of(), List.of(), true);
    var compiled = new ArrayList<ListPattern>();
    patterns.forEach(pattern -> compiled.add(new ListPattern("", pattern)));
    List<ListedMailbox> listed =
        names(existing).stream()
            .map(name -> new ListedMailbox(name, true, false, Optional.empty(), Set.of()))
            .toList();
    return new MailboxSelection(command, compiled, names(subscribed))
        .of(listed).stream().map(MailboxSelection.Selected::name).toList();
  }

  private static Set<MailboxName> names(Set<String> texts) {
    var names = new TreeSet<MailboxName>();
    texts.forEach(text -> names.add(new MailboxName(text)));
    return names;
  }

  @Provide
  Arbitrary<Set<String>> names() {
    return Arbitraries.of("a", "b", "c")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(levels -> "INBOX." + String.join(".", levels))
        .set()
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<String>> patterns() {
    return Arbitraries.of("a", "b", "%", "*", "%a", "c%")
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(levels -> "INBOX." + String.join(".", levels))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }
}
