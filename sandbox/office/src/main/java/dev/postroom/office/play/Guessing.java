package dev.postroom.office.play;

import dev.postroom.office.client.ImapConnection;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** An attacker's connection: guesses passwords of people it knows to exist, and stays. */
record Guessing(List<Person> victims, RandomGenerator random) implements Habit {

  @Override
  public void use(ImapConnection connection, Counters counters) throws IOException {
    while (true) {
      Person victim = victims.get(random.nextInt(victims.size()));
      if (connection.login(victim.name(), "guess" + random.nextInt(1_000_000))) {
        throw new IOException("a password of six digits was guessed; the play is off");
      }
      counters.loginFailed();
    }
  }
}
