/**
 * A day of a mail server, played in seconds: pods that admit and report as the IMAP server does,
 * people and attackers who connect to them, and the operator's own rounds, ledger and access map. A
 * clock that moves from one appointment to the next, no network, no thread.
 */
package dev.postroom.operator.simulation;
