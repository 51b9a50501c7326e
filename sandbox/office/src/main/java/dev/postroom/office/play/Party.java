package dev.postroom.office.play;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** All who connect from one address, each connection on a virtual thread of its own. */
public final class Party implements AutoCloseable {

  private final String name;
  private final InetAddress address;
  private final List<Habit> habits;
  private final Counters counters;
  private final List<Thread> threads = new ArrayList<>();

  /**
   * @param habits one for each connection that is wanted
   */
  Party(String name, InetAddress address, List<Habit> habits, Clock clock) {
    this.name = name;
    this.address = address;
    this.habits = List.copyOf(habits);
    this.counters = new Counters(clock);
  }

  public String name() {
    return name;
  }

  public InetAddress address() {
    return address;
  }

  /** How many connections are wanted. */
  public int wanted() {
    return habits.size();
  }

  public Counters.Count count() {
    return counters.count();
  }

  /** Has everybody connect at once. */
  void start(InetSocketAddress server, RandomGenerator.SplittableGenerator random) {
    for (Habit habit : habits) {
      Client client = new Client(address, server, habit, counters, random.split());
      threads.add(Thread.ofVirtual().name(name).start(client));
    }
  }

  /** Has everybody hang up; an interrupted read on a virtual thread closes its socket. */
  @Override
  public void close() throws InterruptedException {
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
