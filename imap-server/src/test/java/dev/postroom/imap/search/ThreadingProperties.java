package dev.postroom.imap.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ThreadingProperties {

  /** A message but for its number. */
  private record Draft(
      int sent, String subject, boolean reply, Optional<String> id, List<String> references) {}

  @Property
  void everyMessageIsInExactlyOnePlace(@ForAll("drafts") List<Draft> drafts) {
    for (Threading threading : List.of(new ReferencesThreading(), new OrderedSubjectThreading())) {
      Map<Integer, ThreadNode> nodes = nodes(threads(threading, drafts));
      assertThat(nodes.keySet())
          .containsExactlyInAnyOrderElementsOf(
              IntStream.rangeClosed(1, drafts.size()).boxed().toList());
    }
  }

  @Property
  void onlyAThreadsTopMayBeMissingAndThenHoldsSeveral(@ForAll("drafts") List<Draft> drafts) {
    for (ThreadNode top : threads(new ReferencesThreading(), drafts)) {
      assertThat(!top.isDummy() || top.children().size() > 1).isTrue();
      assertThat(below(top)).noneMatch(ThreadNode::isDummy);
    }
  }

  @Property
  void siblingsAreInTheOrderInWhichTheyWereSent(@ForAll("drafts") List<Draft> drafts) {
    for (Threading threading : List.of(new ReferencesThreading(), new OrderedSubjectThreading())) {
      List<ThreadNode> tops = threads(threading, drafts);
      assertThat(tops).isSortedAccordingTo(ThreadNode.BY_SENT_DATE);
      for (ThreadNode top : tops) {
        assertThat(top.children()).isSortedAccordingTo(ThreadNode.BY_SENT_DATE);
        below(top)
            .forEach(
                node -> assertThat(node.children()).isSortedAccordingTo(ThreadNode.BY_SENT_DATE));
      }
    }
  }

  @Property
  void whoeverReferencesAMessageThatIsThereAndNoLoopForbidsItIsBelowIt(
      @ForAll("drafts") List<Draft> drafts) {
    // With references to earlier messages only there can be no loop.
    var known = new HashMap<String, Integer>();
    var acyclic = new ArrayList<Draft>();
    for (Draft draft : drafts) {
      List<String> parent =
          draft.references().stream().filter(known::containsKey).limit(1).toList();
      acyclic.add(new Draft(draft.sent(), "", false, draft.id(), parent));
      draft.id().ifPresent(id -> known.putIfAbsent(id, acyclic.size()));
    }
    Map<Integer, ThreadNode> nodes = nodes(threads(new ReferencesThreading(), acyclic));
    for (int i = 1; i <= acyclic.size(); i++) {
      List<String> references = acyclic.get(i - 1).references();
      if (!references.isEmpty()) {
        assertThat(nodes.get(known.get(references.getFirst())).children()).contains(nodes.get(i));
      }
    }
  }

  private static List<ThreadNode> threads(Threading threading, List<Draft> drafts) {
    for (int i = 0; i < drafts.size(); i++) {
      Draft draft = drafts.get(i);
      threading.add(
          new ThreadedMessage(
              i + 1, draft.sent(), draft.subject(), draft.reply(), draft.id(), draft.references()));
    }
    return threading.threads();
  }

  private static Map<Integer, ThreadNode> nodes(List<ThreadNode> tops) {
    var nodes = new HashMap<Integer, ThreadNode>();
    for (ThreadNode top : tops) {
      var all = new ArrayList<>(below(top));
      all.add(top);
      for (ThreadNode node : all) {
        if (!node.isDummy()) {
          assertThat(nodes.put(node.sequence(), node)).isNull();
        }
      }
    }
    return nodes;
  }

  private static List<ThreadNode> below(ThreadNode top) {
    var found = new ArrayList<ThreadNode>();
    var waiting = new ArrayList<>(top.children());
    while (!waiting.isEmpty()) {
      ThreadNode node = waiting.removeLast();
      found.add(node);
      waiting.addAll(node.children());
    }
    return found;
  }

  @Provide
  Arbitrary<List<Draft>> drafts() {
    Arbitrary<String> ids = Arbitraries.of("a", "b", "c", "d", "e", "f", "g", "h");
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.of("", "X", "Y"),
            Arbitraries.of(true, false),
            ids.optional(0.8),
            ids.list().ofMaxSize(4))
        .as(Draft::new)
        .list()
        .ofMaxSize(12);
  }
}
