package dev.postroom.operator.render;

import dev.postroom.contract.settings.CourierSettings;
import dev.postroom.contract.settings.EffectiveSettings;
import dev.postroom.contract.settings.ListenAddress;
import dev.postroom.contract.settings.ListenAddresses;
import dev.postroom.contract.settings.SettingsFile;
import dev.postroom.contract.settings.SettingsFileName;
import dev.postroom.crds.ImapServerSpec;
import dev.postroom.crds.OAuth;
import dev.postroom.operator.limits.LimitRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Renders {@code imapd} and {@code imapd-ssl}: the variables of the specification by name, and
 * those that other fields stand for.
 */
public final class CourierFilesRenderer {

  /** Where the pod finds its certificate. */
  public static final String TLS_DIRECTORY = "/etc/postroom/tls";

  /** File of the certificate there, and key of its Secret. */
  public static final String CERTIFICATE = "tls.crt";

  /** File of the private key there, and key of its Secret. */
  public static final String PRIVATE_KEY = "tls.key";

  /** File of the authorities that clients' certificates are checked against. */
  public static final String CLIENT_CA = "clients-ca.crt";

  private static final String HEADER =
      "# Written by the Postroom operator from an ImapServer; edit that instead.\n";

  /** Variables that a field of the specification stands for, and that are set nowhere else. */
  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          Map.entry("MAXDAEMONS", "spec.connections.maximum"),
          Map.entry("MAXPERIP", "spec.connections.perAddress.limit"),
          Map.entry("MAXCPERIP", "spec.connections.perAddress.limit"),
          Map.entry("POSTROOM_IPV6_PREFIX", "spec.connections.perAddress.ipv6Prefix"),
          Map.entry(ProxyVariables.SWITCH, ProxyVariables.FIELD),
          Map.entry(ProxyVariables.TRUSTED, ProxyVariables.FIELD),
          Map.entry("IMAPACCESSFILE", "spec.connections.perAddress.tenants"),
          Map.entry("TLS_CERTFILE", "spec.tls.secretName"),
          Map.entry("TLS_PRIVATE_KEYFILE", "spec.tls.secretName"),
          Map.entry("TLS_TRUSTCERTS", "spec.tls.clientCa"),
          Map.entry("TLS_VERIFYPEER", "spec.tls.clientCa"),
          Map.entry("POSTROOM_OAUTH_ISSUER", "spec.users.oauth.issuer"),
          Map.entry("POSTROOM_OAUTH_JWKS", "spec.users.oauth.jwksUrl"),
          Map.entry("POSTROOM_OAUTH_AUDIENCE", "spec.users.oauth.audience"),
          Map.entry("POSTROOM_OAUTH_SCOPE", "spec.users.oauth.scope"),
          Map.entry("POSTROOM_OAUTH_CLAIM", "spec.users.oauth.claim"));

  /** The files a specification asks for, or all that is wrong with it. */
  public Rendering render(ImapServerSpec spec) {
    return render(spec, spec.connections().maximum());
  }

  /**
   * The same with another number of places than the specification's.
   *
   * @param maximum how many connections a pod may hold now
   */
  public Rendering render(ImapServerSpec spec, int maximum) {
    var problems = new ArrayList<FieldProblem>();
    var imapd =
        file(
            SettingsFileName.IMAPD,
            fieldsOfImapd(spec, maximum),
            "spec.imapd",
            spec.imapd(),
            problems);
    var imapdSsl =
        file(
            SettingsFileName.IMAPD_SSL,
            fieldsOfImapdSsl(spec),
            "spec.imapdSsl",
            spec.imapdSsl(),
            problems);
    try {
      LimitRules.of(spec.connections());
    } catch (IllegalArgumentException e) {
      problems.add(new FieldProblem("spec.connections.perAddress.tenants", e.getMessage()));
    }
    if (!problems.isEmpty()) {
      return new Rendering.Invalid(problems);
    }
    var files = files(spec, imapd, imapdSsl);
    ProxyVariables.problem(spec.service(), EffectiveSettings.plain(imapdSsl, imapd))
        .or(() -> ProxyVariables.problem(spec.service(), EffectiveSettings.tls(imapd, imapdSsl)))
        .or(() -> ClusterPorts.collision(files))
        .ifPresent(problems::add);
    return problems.isEmpty() ? new Rendering.Valid(files) : new Rendering.Invalid(problems);
  }

  private static Map<String, String> fieldsOfImapd(ImapServerSpec spec, int maximum) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("MAXDAEMONS", Integer.toString(maximum));
    variables.put("MAXPERIP", spec.connections().perAddress().limit().toString());
    variables.put("POSTROOM_IPV6_PREFIX", spec.connections().perAddress().ipv6Prefix().toString());
    variables.put(ClusterPorts.PLAIN, ClusterPorts.PLAIN_PORT);
    variables.putAll(ProxyVariables.of(spec.service()));
    if (spec.users() != null && spec.users().oauth() != null) {
      variables.putAll(fieldsOfOAuth(spec.users().oauth()));
    }
    return variables;
  }

  private static Map<String, String> fieldsOfOAuth(OAuth oauth) {
    var variables = new LinkedHashMap<String, String>();
    variables.put("POSTROOM_OAUTH_ISSUER", oauth.issuer());
    variables.put("POSTROOM_OAUTH_JWKS", oauth.jwksUrl());
    variables.put("POSTROOM_OAUTH_AUDIENCE", oauth.audience());
    if (oauth.scope() != null) {
      variables.put("POSTROOM_OAUTH_SCOPE", oauth.scope());
    }
    variables.put("POSTROOM_OAUTH_CLAIM", oauth.claim());
    return variables;
  }

  private static Map<String, String> fieldsOfImapdSsl(ImapServerSpec spec) {
    var variables = new LinkedHashMap<String, String>();
    if (spec.tls() != null) {
      variables.put("TLS_CERTFILE", TLS_DIRECTORY + "/" + CERTIFICATE);
      variables.put("TLS_PRIVATE_KEYFILE", TLS_DIRECTORY + "/" + PRIVATE_KEY);
      variables.put(ClusterPorts.TLS, ClusterPorts.TLS_PORT);
      if (spec.tls().clientCa() != null) {
        variables.put("TLS_TRUSTCERTS", TLS_DIRECTORY + "/" + CLIENT_CA);
        variables.put("TLS_VERIFYPEER", spec.tls().clientCa().required() ? "REQUIREPEER" : "PEER");
      }
    }
    return variables;
  }

  private static SettingsFile file(
      SettingsFileName name,
      Map<String, String> fields,
      String path,
      Map<String, String> variables,
      List<FieldProblem> problems) {
    var file = SettingsFile.parse(name.toString(), HEADER);
    for (var field : fields.entrySet()) {
      file = file.with(field.getKey(), field.getValue());
    }
    for (var variable : new TreeMap<>(variables).entrySet()) {
      var problem = problem(variable.getKey(), variable.getValue());
      if (problem.isPresent()) {
        problems.add(new FieldProblem(path + "[" + variable.getKey() + "]", problem.get()));
      } else {
        file = file.with(variable.getKey(), variable.getValue());
      }
    }
    return file;
  }

  private static Optional<String> problem(String name, String value) {
    if (FIELDS.containsKey(name)) {
      return Optional.of("remove it and set " + FIELDS.get(name) + " instead");
    }
    var setting = CourierSettings.find(name);
    if (setting.isEmpty()) {
      return Optional.of("Courier has no such variable; check the spelling");
    }
    if (value.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      return Optional.of("a value is one line of text, without a line end or NUL");
    }
    return setting.get().problem(value).map(wrong -> "\"" + value + "\" " + wrong);
  }

  private static CourierFiles files(
      ImapServerSpec spec, SettingsFile imapd, SettingsFile imapdSsl) {
    var plain = EffectiveSettings.plain(imapdSsl, imapd);
    var tls = EffectiveSettings.tls(imapd, imapdSsl);
    boolean hasTls = spec.tls() != null;
    List<ListenAddress> imaps = hasTls ? ListenAddresses.tls(tls) : List.of();
    List<ListenAddress> clusterTls = hasTls ? ListenAddresses.clusterTls(tls) : List.of();
    var restart = new TreeMap<>(tls.restartSettings());
    plain
        .restartSettings()
        .forEach(
            (name, value) ->
                restart.merge(
                    name, value, (b, a) -> a.equals(b) ? a : a + " and, under TLS, " + b));
    return new CourierFiles(
        imapd.render(),
        imapdSsl.render(),
        ListenAddresses.plain(plain),
        imaps,
        ListenAddresses.cluster(plain),
        clusterTls,
        restart);
  }
}
