package dev.postroom.office.play;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The three addresses of the play: an office of twelve people whose mail programs want five
 * connections each, one busy person who wants thirty, and an attacker who guesses passwords on as
 * many connections as it can hold.
 */
public final class Cast implements AutoCloseable {

  /** What a mail program opens. */
  public static final int CONNECTIONS_EACH = 5;

  private static final List<String> OFFICE =
      List.of(
          "anna", "ben", "clara", "david", "emma", "felix", "greta", "henry", "ida", "jonas",
          "karla", "leo");
  private static final int BUSY_CONNECTIONS = 30;
  private static final int ATTACKER_CONNECTIONS = 12;
  private static final int PASSWORD_BITS = 80;

  private final List<Person> people;
  private final Party office;
  private final Party busy;
  private final Party attacker;
  private final RandomGenerator.SplittableGenerator random;

  /**
   * @param officeAddress and the others: source addresses to connect from
   * @param random makes passwords and the times at which clients try again
   */
  public Cast(
      InetAddress officeAddress,
      InetAddress busyAddress,
      InetAddress attackerAddress,
      RandomGenerator.SplittableGenerator random,
      Clock clock) {
    this.random = random;
    List<Person> staff = OFFICE.stream().map(name -> person(name, random)).toList();
    Person nina = person("nina", random);
    people = Stream.concat(staff.stream(), Stream.of(nina)).toList();
    List<Habit> officeHabits = new ArrayList<>();
    for (Person person : staff) {
      officeHabits.addAll(Collections.nCopies(CONNECTIONS_EACH, new Reading(person)));
    }
    List<Habit> guesses = new ArrayList<>();
    for (int i = 0; i < ATTACKER_CONNECTIONS; i++) {
      guesses.add(new Guessing(people, random.split()));
    }
    office = new Party("office", officeAddress, officeHabits, clock);
    busy =
        new Party(
            "busy", busyAddress, Collections.nCopies(BUSY_CONNECTIONS, new Reading(nina)), clock);
    attacker = new Party("attacker", attackerAddress, guesses, clock);
  }

  private static Person person(String name, RandomGenerator random) {
    byte[] bits = new byte[PASSWORD_BITS / Byte.SIZE];
    random.nextBytes(bits);
    return new Person(name, new BigInteger(1, bits).toString(Character.MAX_RADIX));
  }

  /** Everybody with a mailbox. */
  public List<Person> people() {
    return people;
  }

  public Party office() {
    return office;
  }

  public Party busy() {
    return busy;
  }

  public Party attacker() {
    return attacker;
  }

  public List<Party> parties() {
    return List.of(office, busy, attacker);
  }

  /** Has all three begin. */
  public void start(InetSocketAddress server) {
    parties().forEach(party -> party.start(server, random));
  }

  @Override
  public void close() throws InterruptedException {
    for (Party party : parties()) {
      party.close();
    }
  }
}
