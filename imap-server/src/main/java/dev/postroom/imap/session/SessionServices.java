package dev.postroom.imap.session;

import dev.postroom.imap.auth.Account;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What sessions need of the house around them. All sessions of a listener share one.
 *
 * @param logins finds out who a client is
 * @param stores opens the mail of an account
 * @param traces opens what hears what the session of an account says, where something does
 * @param events is told what happens
 * @param settings the settings in force; asked anew whenever one is needed, so that a change
 *     reaches sessions that are already there
 * @param clock tells activity from silence
 * @param executor gives each piece of work a virtual thread; it must never run it on the caller's
 * @param timer drives deadlines and the delay after a failed login
 */
public record SessionServices(
    LoginServices logins,
    MailStores stores,
    Function<Account, ProtocolTrace> traces,
    SessionEvents events,
    Supplier<SessionSettings> settings,
    Clock clock,
    Executor executor,
    Timer timer) {}
