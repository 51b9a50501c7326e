/**
 * The NAT office played on the stand-in: three addresses, the real operator, the real server.
 *
 * <p>{@code stage} puts up the cluster, the operator and an ImapServer; {@code client} is a small
 * IMAP client; {@code play} is who connects from where, and what is seen of them; {@code show}
 * tells it to a person, {@code verdict} judges it.
 */
package dev.postroom.office;
