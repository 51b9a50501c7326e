package dev.postroom.imap.management;

import dev.postroom.imap.admission.Decision.Lease;
import dev.postroom.imap.auth.Account;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.SessionEvents;
import java.util.List;

/** Tells admission who is logged in from where: the evidence for raising an address's limit. */
public final class AddressEvidence implements SessionEvents {

  private final Lease place;

  /**
   * @param place of the connection whose session this is told of
   */
  public AddressEvidence(Lease place) {
    this.place = place;
  }

  @Override
  public void loggedIn(Connection connection, Account account, String mechanism) {
    place.loggedIn(account.user());
  }

  @Override
  public void loginFailed(Connection connection, String user, String method) {
    place.loginFailed();
  }

  @Override
  public void identified(Connection connection, Account account, List<ClientField> client) {
    // What a client says of itself is no evidence.
  }

  @Override
  public void command(Connection connection, String name, long nanos, Completion completion) {
    // What somebody does is no evidence.
  }

  @Override
  public void ended(Connection connection, Account account, Ending ending, Traffic traffic) {
    if (account != null) {
      place.loggedOut();
    }
  }
}
