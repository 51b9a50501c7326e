package dev.postroom.imap.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A client's session with one of the servers, in which a mailbox is selected; what it does is put
 * down in the model, and what it is told is held against it.
 */
final class Mailer implements AutoCloseable {

  private static final Pattern ASSIGNED =
      Pattern.compile("(?:APPENDUID|COPYUID) (\\d+) (?:([\\d:,]+) )?([\\d:,]+)");
  private static final Pattern UID_VALIDITY = Pattern.compile("UIDVALIDITY (\\d+)");

  private final ImapClient client;
  private final SortedMap<String, MailModel> model;
  private String selected = "";

  Mailer(ImapClient client, SortedMap<String, MailModel> model) {
    this.client = client;
    this.model = model;
  }

  /** Selects a folder, unless it is selected already; then looks what is new in it. */
  Mailer in(String folder) throws IOException {
    if (selected.equals(folder)) {
      run("NOOP");
      return this;
    }
    for (Response response : run("SELECT " + folder)) {
      if (response instanceof Response.Status status) {
        Matcher told = UID_VALIDITY.matcher(status.code());
        if (told.matches()) {
          model.get(folder).uidValidity(Long.parseLong(told.group(1)));
        }
      }
    }
    selected = folder;
    return this;
  }

  /** Holds what the server says of the selected folder against the model. */
  void check() throws IOException {
    MailModel folder = model.get(selected);
    SortedMap<Long, Fetched> told = Fetched.of(run("UID FETCH 1:* FLAGS"));
    if (folder.awaitsUids()) {
      List<Long> fresh =
          told.keySet().stream().filter(uid -> !folder.messages().containsKey(uid)).toList();
      if (!fresh.isEmpty()) {
        folder.learn(identified(fresh));
      }
    }
    assertThat(flags(told)).as(selected).isEqualTo(folder.flags());
  }

  /** Holds also the messages themselves against the model. */
  void checkContents() throws IOException {
    check();
    identified(model.get(selected).uids())
        .forEach(
            (uid, message) ->
                assertThat(message.text())
                    .as("message %d of %s", uid, selected)
                    .isEqualTo(
                        "X-Id: %s\r\n\r\n"
                            .formatted(model.get(selected).messages().get(uid).id())));
  }

  void append(String folder, MailModel.Message message) throws IOException {
    List<Response> answer =
        run(
            "APPEND %s (%s) \"01-Jan-2024 10:00:00 +0000\" {{X-Id: %s\\nSubject: test\\n\\ntext\\n}}"
                .formatted(folder, String.join(" ", message.flags()), message.id()));
    Matcher assigned = assigned(answer);
    model.get(folder).uidValidity(Long.parseLong(assigned.group(1)));
    model.get(folder).added(Long.parseLong(assigned.group(3)), message);
  }

  void store(Collection<Long> uids, char mode, Collection<String> flags) throws IOException {
    run(
        "UID STORE %s %s (%s)"
            .formatted(set(uids), mode == '=' ? "FLAGS" : mode + "FLAGS", String.join(" ", flags)));
    for (long uid : uids) {
      Collection<String> now = model.get(selected).messages().get(uid).flags();
      if (mode == '=') {
        now.clear();
      }
      if (mode == '-') {
        now.removeAll(flags);
      } else {
        now.addAll(flags);
      }
    }
  }

  void expunge() throws IOException {
    run("EXPUNGE");
    model.get(selected).removed(model.get(selected).deleted());
  }

  void expunge(Collection<Long> uids) throws IOException {
    run("UID EXPUNGE " + set(uids));
    List<Long> gone = model.get(selected).deleted().stream().filter(uids::contains).toList();
    model.get(selected).removed(gone);
  }

  /**
   * Copies messages, or moves them.
   *
   * @param verb {@code COPY} or {@code MOVE}
   */
  void transfer(String verb, Collection<Long> uids, String folder) throws IOException {
    Matcher assigned = assigned(run("UID %s %s %s".formatted(verb, set(uids), folder)));
    List<Long> from = numbers(assigned.group(2));
    List<Long> to = numbers(assigned.group(3));
    assertThat(from).containsExactlyElementsOf(uids);
    assertThat(to).hasSameSizeAs(from);
    for (int i = 0; i < from.size(); i++) {
      MailModel.Message message = model.get(selected).messages().get(from.get(i));
      model.get(folder).added(to.get(i), new MailModel.Message(message.id(), message.flags()));
    }
    if (verb.equals("MOVE")) {
      model.get(selected).removed(from);
    }
  }

  private SortedMap<Long, Fetched> identified(Collection<Long> uids) throws IOException {
    return uids.isEmpty()
        ? new TreeMap<>()
        : Fetched.of(
            run("UID FETCH %s (FLAGS BODY.PEEK[HEADER.FIELDS (X-Id)])".formatted(set(uids))));
  }

  private List<Response> run(String command) throws IOException {
    List<Response> answer = client.run(CommandText.of(command));
    assertThat(((Response.Status) answer.getLast()).condition())
        .as("%s is answered by %s", command, answer.getLast())
        .isEqualTo("OK");
    return answer;
  }

  /** The response code, which MOVE has in an untagged OK. */
  private static Matcher assigned(List<Response> answer) {
    return answer.stream()
        .filter(Response.Status.class::isInstance)
        .map(response -> ASSIGNED.matcher(((Response.Status) response).code()))
        .filter(Matcher::matches)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no UIDs in " + answer));
  }

  private static SortedMap<Long, Object> flags(SortedMap<Long, Fetched> messages) {
    SortedMap<Long, Object> flags = new TreeMap<>();
    messages.forEach((uid, message) -> flags.put(uid, message.flags()));
    return flags;
  }

  private static String set(Collection<Long> uids) {
    return uids.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Long> numbers(String set) {
    return Arrays.stream(set.split(","))
        .map(range -> range.split(":"))
        .flatMap(
            range ->
                LongStream.rangeClosed(
                        Long.parseLong(range[0]), Long.parseLong(range[range.length - 1]))
                    .boxed())
        .toList();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
