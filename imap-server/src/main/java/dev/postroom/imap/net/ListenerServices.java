package dev.postroom.imap.net;

import dev.postroom.contract.proxy.ProxyProtocol;
import dev.postroom.imap.admission.AddressRules;
import dev.postroom.imap.admission.Decision.Lease;
import dev.postroom.imap.session.Connection;
import dev.postroom.imap.session.dialogue.ImapSession;
import dev.postroom.imap.tls.ServerTls;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the house gives one kind of listener; the suppliers are asked for each connection, so that a
 * change of the configuration reaches the next one.
 *
 * @param proxy where a PROXY header is expected, and from whom
 * @param rules who may come in to a local address
 * @param tls the certificate and protocols in force, empty where there is no certificate
 * @param sessions makes the session of a connection, which tells the place who logs in
 * @param events is told what happens
 */
public record ListenerServices(
    Supplier<ProxyProtocol> proxy,
    Function<InetSocketAddress, AddressRules> rules,
    Supplier<Optional<ServerTls>> tls,
    BiFunction<Connection, Lease, ImapSession> sessions,
    ConnectionEvents events) {}
