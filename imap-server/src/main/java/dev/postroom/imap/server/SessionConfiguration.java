package dev.postroom.imap.server;

import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.EffectiveValue;
import dev.postroom.contract.settings.Origin;
import dev.postroom.imap.auth.sasl.SaslMechanism;
import dev.postroom.imap.config.Configuration;
import dev.postroom.imap.session.Capability;
import dev.postroom.imap.session.SessionSettings;
import dev.postroom.imap.session.SessionSettings.ListSettings;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings of one client's session: those of its listener, changed by the record of the access
 * map that is about its address. Worked out once for each configuration that comes into force while
 * the session lasts.
 */
final class SessionConfiguration implements Supplier<SessionSettings> {

  private final Supplier<Configuration> current;
  private final Function<Configuration, EffectiveSettings> select;
  private volatile Computed computed;

  /**
   * @param current the configuration in force
   * @param select finds the client's settings in it
   */
  SessionConfiguration(
      Supplier<Configuration> current, Function<Configuration, EffectiveSettings> select) {
    this.current = current;
    this.select = select;
  }

  @Override
  public SessionSettings get() {
    Configuration now = current.get();
    Computed known = computed;
    if (known == null || known.from() != now) {
      known = new Computed(now, settings(select.apply(now)));
      computed = known;
    }
    return known.settings();
  }

  private SessionSettings settings(EffectiveSettings settings) {
    Optional<String> site = site(settings, "IMAP_CAPABILITY", "IMAP4rev1");
    String capability = site.orElse(withMechanisms(Capability.all(), false));
    String capabilityTls =
        site(settings, "IMAP_CAPABILITY_TLS", capability)
            .orElse(withMechanisms(site.orElse(Capability.all()), true));
    SessionSettings defaults = SessionSettings.defaults();
    return new SessionSettings(
        announced(capability, settings),
        announced(capabilityTls, settings),
        settings.flag("IMAPDSTARTTLS"),
        settings.flag("IMAP_TLS_REQUIRED"),
        defaults.loginTimeout(),
        defaults.inactivityTimeout(),
        defaults.literalTimeout(),
        Duration.ofSeconds(settings.number("POSTROOM_STILL_HERE")),
        defaults.appendLimit(),
        id(settings),
        new ListSettings(
            settings.flag("IMAP_OBSOLETE_CLIENT"), settings.flag("IMAP_CHECK_ALL_FOLDERS")),
        settings.flag("IMAP_DISABLETHREADSORT"));
  }

  /**
   * As in Courier, ACL (RFC 4314), ACL2=UNION, which no RFC knows and which says that the rights of
   * all identifiers of a user are added up, XCOURIEROUTBOX and XMAGICTRASH are announced by
   * variables of their own.
   */
  private static String announced(String capability, EffectiveSettings settings) {
    var words = new LinkedHashSet<>(List.of(capability.split(" ")));
    if (settings.flag("IMAP_ACL")) {
      words.add("ACL");
      words.add("ACL2=UNION");
    }
    if (!settings.text("OUTBOX").isEmpty()) {
      words.add("XCOURIEROUTBOX=INBOX" + settings.text("OUTBOX"));
    }
    if (settings.flag("IMAP_MOVE_EXPUNGE_TO_TRASH")) {
      words.add("XMAGICTRASH");
    }
    return String.join(" ", words);
  }

  /** Courier's default adds AUTH=PLAIN under TLS; here it is whatever works. */
  private static String withMechanisms(String capability, boolean encrypted) {
    var words = new LinkedHashSet<>(List.of(capability.split(" ")));
    SaslMechanism.byDefault(encrypted).forEach(mechanism -> words.add(mechanism.capability()));
    return String.join(" ", words);
  }

  private static Map<String, String> id(EffectiveSettings settings) {
    OptionalInt fields = settings.numberIfSet("IMAP_ID_FIELDS");
    return fields.isPresent()
        ? ServerIdentification.ofThisProcess().told(fields.getAsInt())
        : Map.of();
  }

  /** What the site wrote. Courier's own defaults announce less than works here. */
  private static Optional<String> site(EffectiveSettings settings, String name, String whenEmpty) {
    return settings
        .value(name)
        .filter(value -> value.origin() instanceof Origin.Assigned)
        .map(EffectiveValue::text)
        .map(text -> text.isBlank() ? whenEmpty : text);
  }

  private record Computed(Configuration from, SessionSettings settings) {}
}
