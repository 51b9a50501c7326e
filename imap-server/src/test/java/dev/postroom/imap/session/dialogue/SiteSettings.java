package dev.postroom.imap.session.dialogue;

import dev.postroom.imap.session.SessionSettings;
import dev.postroom.imap.session.SessionSettings.ListSettings;
import java.time.Duration;
import java.util.Map;

/** What a site decides otherwise than by default. */
final class SiteSettings {

  private static final SessionSettings DEFAULTS = SessionSettings.defaults();

  private String capability = DEFAULTS.capability();
  private String capabilityTls = DEFAULTS.capabilityTls();
  private boolean tlsRequired = DEFAULTS.tlsRequired();
  private Duration literalTimeout = DEFAULTS.literalTimeout();
  private long appendLimit = DEFAULTS.appendLimit();
  private Map<String, String> id = DEFAULTS.id();
  private ListSettings list = DEFAULTS.list();
  private boolean threadAndSortDisabled = DEFAULTS.threadAndSortDisabled();

  SiteSettings announcing(String words) {
    capability = words;
    return this;
  }

  SiteSettings announcingUnderTls(String words) {
    capabilityTls = words;
    return this;
  }

  SiteSettings requiringTls() {
    tlsRequired = true;
    return this;
  }

  SiteSettings literalTimeout(Duration pause) {
    literalTimeout = pause;
    return this;
  }

  SiteSettings appendLimit(long bytes) {
    appendLimit = bytes;
    return this;
  }

  SiteSettings id(Map<String, String> fields) {
    id = fields;
    return this;
  }

  SiteSettings list(ListSettings settings) {
    list = settings;
    return this;
  }

  SiteSettings withoutThreadAndSort() {
    threadAndSortDisabled = true;
    return this;
  }

  SessionSettings build() {
    return new SessionSettings(
        capability,
        capabilityTls,
        DEFAULTS.startTls(),
        tlsRequired,
        DEFAULTS.loginTimeout(),
        DEFAULTS.inactivityTimeout(),
        literalTimeout,
        DEFAULTS.stillHere(),
        appendLimit,
        id,
        list,
        threadAndSortDisabled);
  }
}
