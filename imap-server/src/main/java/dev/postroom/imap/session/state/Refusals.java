package dev.postroom.imap.session.state;

import dev.postroom.imap.mailbox.MailboxException;
import java.lang.System.Logger.Level;

/** How a refusal of the mail store is told to a client. */
public final class Refusals {

  private static final System.Logger LOG = System.getLogger(Refusals.class.getName());

  private Refusals() {}

  /** NO with the response code of RFC 5530. */
  public static Outcome.Answer answer(MailboxException refusal) {
    return answer(refusal, "[NONEXISTENT] ");
  }

  /** NO to APPEND or COPY, which can be tried again after CREATE (RFC 3501 section 6.3.11). */
  public static Outcome.Answer answerWithTryCreate(MailboxException refusal) {
    return answer(refusal, "[TRYCREATE] ");
  }

  private static Outcome.Answer answer(MailboxException refusal, String nonexistent) {
    String code =
        switch (refusal.reason()) {
          case NONEXISTENT -> nonexistent;
          case ALREADY_EXISTS -> "[ALREADYEXISTS] ";
          case CANNOT -> "[CANNOT] ";
          case USE_ATTRIBUTE -> "[USEATTR] ";
          case NO_PERMISSION -> "[NOPERM] ";
          // Courier's code: an alert is what clients show to their users (RFC 3501 section 7.1).
          case OVER_QUOTA, NOT_SENT -> "[ALERT] ";
          case LIMIT -> "[LIMIT] ";
          case UNKNOWN_ENCODING -> "[UNKNOWN-CTE] ";
          case EXPUNGE_ISSUED -> "[EXPUNGEISSUED] ";
          case SERVER_BUG, FOREIGN_OWNER -> {
            LOG.log(Level.ERROR, "A command failed: " + refusal.getMessage(), refusal);
            yield "[SERVERBUG] ";
          }
        };
    return Outcome.Answer.no(code + refusal.getMessage());
  }
}
