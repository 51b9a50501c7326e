package dev.postroom.imap.maildir.keywords;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeywordFilesProperties {

  @Property
  void aListThatIsRenderedIsReadAgain(@ForAll("lists") KeywordList list) {
    assertThat(KeywordList.parse(list.render())).isEqualTo(list);
  }

  @Property
  void keywordsOfAMessageThatAreRenderedAreReadAgain(@ForAll("keywords") SortedSet<String> words) {
    assertThat(KeywordFile.parse(KeywordFile.render(words))).isEqualTo(words);
  }

  @Property
  void anyBytesAreReadAsKeywordsThatClientsCanBeSent(@ForAll byte[] bytes) {
    var read = new TreeSet<>(KeywordFile.parse(bytes));
    KeywordList.parse(bytes).keywords().values().forEach(read::addAll);

    assertThat(read).allMatch(word -> word.matches("[!#$&'+,./0-9:;<=>?@A-Z\\[^_`a-z|}~-]+"));
  }

  @Property
  void anyFileNameIsWrittenAsItWasRead(@ForAll("fileNames") String name) {
    assertThat(KeywordFileName.parse(name)).hasToString(name);
  }

  @Example
  void theListHasCouriersForm() {
    var keywords = new LinkedHashMap<String, SortedSet<String>>();
    keywords.put("1.a,S=2", words("Junk", "$Fwd"));
    keywords.put("2.b", words("junk"));

    assertThat(new KeywordList(keywords).render())
        .asString(UTF_8)
        .isEqualTo("$Fwd\nJunk\n\n1.a,S=2:0 1\n2.b:1\n");
  }

  /** Written by courier-imap 5.0.13. */
  @Example
  void readsTheListThatCourierWrote() {
    byte[] list = "Junk\n$Fwd\n\n1.a,S=2:1 0\n2.b:0\n".getBytes(UTF_8);

    assertThat(KeywordList.parse(list).keywords())
        .containsExactly(
            Map.entry("1.a,S=2", words("$Fwd", "Junk")), Map.entry("2.b", words("Junk")));
  }

  @Example
  void entriesThatMakeNoSenseAreSkipped() {
    byte[] list = "a\nb(c\n\n1.x:0 7 z -1\n:1\n2.y\n3.z:\n4.w:1\n".getBytes(UTF_8);

    assertThat(KeywordList.parse(list).keywords())
        .containsExactly(Map.entry("1.x", words("a")), Map.entry("4.w", words("b_c")));
  }

  @Example
  void tellsChangesFromMergedFilesAndTheRest() {
    assertThat(List.of("1.a,S=2", ".5984385.1.a,S=2", ":list", ".tmp.1.a", "..a", ".7.", ".07.a"))
        .extracting(KeywordFileName::parse)
        .containsExactly(
            new KeywordFileName.Change("1.a,S=2"),
            new KeywordFileName.Merged(5984385, "1.a,S=2"),
            new KeywordFileName.List(),
            new KeywordFileName.Other(".tmp.1.a"),
            new KeywordFileName.Other("..a"),
            new KeywordFileName.Other(".7."),
            new KeywordFileName.Other(".07.a"));
  }

  @Provide
  Arbitrary<KeywordList> lists() {
    Arbitrary<String> bases = Arbitraries.strings().withCharRange('!', '~').ofMinLength(1);
    return Arbitraries.maps(bases, keywords().filter(words -> !words.isEmpty()))
        .ofMaxSize(10)
        .map(KeywordList::new);
  }

  @Provide
  Arbitrary<SortedSet<String>> keywords() {
    return Arbitraries.strings()
        .withChars("$abcABC_019")
        .ofMinLength(1)
        .ofMaxLength(4)
        .set()
        .ofMaxSize(5)
        .map(KeywordFilesProperties::words);
  }

  @Provide
  Arbitrary<String> fileNames() {
    return Arbitraries.strings().withChars(".0123:lista").ofMinLength(1).ofMaxLength(30);
  }

  private static SortedSet<String> words(String... words) {
    return words(Set.of(words));
  }

  private static SortedSet<String> words(Set<String> words) {
    var sorted = new TreeSet<String>(String.CASE_INSENSITIVE_ORDER);
    sorted.addAll(words);
    return sorted;
  }
}
