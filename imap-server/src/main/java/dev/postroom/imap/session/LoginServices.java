package dev.postroom.imap.session;

import dev.postroom.imap.auth.Authenticator;
import dev.postroom.imap.auth.sasl.SaslMechanisms;
import dev.postroom.imap.auth.throttle.Fingerprints;
import dev.postroom.imap.auth.throttle.GuessThrottle;
import java.net.InetAddress;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What logins need of the house around them.
 *
 * @param authenticator decides by name and password
 * @param mechanisms the other ways to show who one is
 * @param throttle slows those who guess; one for the whole server
 * @param fingerprints recognises wrong passwords
 * @param clients the text under which an address counts as a client
 * @param names a user's name with its domain, so that two ways to write it count as one user
 */
public record LoginServices(
    Authenticator authenticator,
    SaslMechanisms mechanisms,
    GuessThrottle throttle,
    Fingerprints fingerprints,
    Function<InetAddress, String> clients,
    UnaryOperator<String> names) {}
