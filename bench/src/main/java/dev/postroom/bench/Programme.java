package dev.postroom.bench;

import dev.postroom.bench.mail.Folder;
import dev.postroom.bench.row.Appending;
import dev.postroom.bench.row.Bodies;
import dev.postroom.bench.row.Changing;
import dev.postroom.bench.row.Experiment;
import dev.postroom.bench.row.IdleDelivery;
import dev.postroom.bench.row.IdleMemory;
import dev.postroom.bench.row.Logins;
import dev.postroom.bench.row.Mailboxes;
import dev.postroom.bench.row.Reading;
import dev.postroom.bench.row.Searching;
import dev.postroom.bench.row.Syncs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which experiments a run has, and how often each is done. */
final class Programme {

  private static final int ROUNDS = 5;
  private static final int QUICK_ROUNDS = 3;
  private static final int LONG_ROUNDS = 3;

  /**
   * An experiment and how many of its rounds count.
   *
   * @param rounds at least one
   */
  record Item(Experiment experiment, int rounds) {

    /** Including those that warm up. */
    int allRounds() {
      return rounds + experiment.warmUps();
    }
  }

  private Programme() {}

  /**
   * @throws IllegalArgumentException naming the rows that do not exist
   */
  static List<Item> of(Arguments arguments, Mailboxes mailboxes) {
    boolean quick = arguments.quick();
    Duration logins = Duration.ofSeconds(quick ? 2 : 4);
    int usual = quick ? QUICK_ROUNDS : ROUNDS;
    List<Item> all = new ArrayList<>();
    all.add(new Item(new IdleMemory(mailboxes), quick ? 1 : LONG_ROUNDS));
    all.add(new Item(Logins.plain(mailboxes, logins), usual));
    all.add(new Item(Logins.tls(mailboxes, logins), usual));
    all.add(new Item(new Reading("read-10k", Folder.TEN_THOUSAND, mailboxes), usual));
    if (!quick || arguments.rows().contains("read-100k")) {
      all.add(new Item(new Reading("read-100k", Folder.HUNDRED_THOUSAND, mailboxes), LONG_ROUNDS));
    }
    all.add(new Item(new Bodies(mailboxes), usual));
    all.add(new Item(new Searching(mailboxes), usual));
    all.add(new Item(new Appending(mailboxes, quick ? 50 : 100), usual));
    all.add(new Item(new Changing(mailboxes), usual));
    all.add(new Item(new IdleDelivery(mailboxes, quick ? 6 : 12), quick ? 1 : LONG_ROUNDS));
    all.add(new Item(new Syncs(mailboxes), 1));
    Set<String> unknown = new TreeSet<>(arguments.rows());
    all.forEach(item -> unknown.remove(item.experiment().id()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("no such rows: " + unknown + "\n" + Arguments.USAGE);
    }
    return all.stream()
        .filter(
            item -> arguments.rows().isEmpty() || arguments.rows().contains(item.experiment().id()))
        .map(item -> new Item(item.experiment(), arguments.rounds().orElse(item.rounds())))
        .toList();
  }
}
