package dev.postroom.operator.desired;

import dev.postroom.crds.ImapServer;

/** Names of the objects that belong to an ImapServer. */
public final class Names {

  private Names() {}

  /** The StatefulSet and the Service for clients. */
  public static String server(ImapServer server) {
    return server.getMetadata().getName();
  }

  /** The Service that gives each pod its name. */
  public static String headlessService(ImapServer server) {
    return server.getMetadata().getName() + "-headless";
  }

  /** The Service for clients inside the cluster. */
  public static String clusterService(ImapServer server) {
    return server.getMetadata().getName() + "-cluster";
  }

  /** The ConfigMap with Courier's settings files. */
  public static String configuration(ImapServer server) {
    return server.getMetadata().getName() + "-config";
  }

  /** The ConfigMap with the access map. */
  public static String limits(ImapServer server) {
    return server.getMetadata().getName() + "-limits";
  }

  /** The Secret with the token that opens the pods' peer reports. */
  public static String reportToken(ImapServer server) {
    return server.getMetadata().getName() + "-report-token";
  }

  /** The Secret with the certificate: one that the server names, or the one that is issued. */
  public static String certificate(ImapServer server) {
    var named = server.getSpec().tls().secretName();
    return named == null ? issuedCertificate(server) : named;
  }

  /** The Certificate that cert-manager is asked for, and the Secret that it is kept in. */
  static String issuedCertificate(ImapServer server) {
    return server.getMetadata().getName() + "-tls";
  }

  /** The claim that is made for the mail. */
  public static String mail(ImapServer server) {
    return server.getMetadata().getName() + "-mail";
  }

  /** The claim that the mail is on: one that exists, or the one that is made. */
  public static String mailClaim(ImapServer server) {
    var existing = server.getSpec().storage().existingClaim();
    return existing == null ? mail(server) : existing;
  }

  /** The ConfigMap in which the operator remembers what it raised. */
  public static String ledger(ImapServer server) {
    return server.getMetadata().getName() + "-ledger";
  }

  /** The ConfigMap in which the operator remembers what it made the pods of. */
  public static String template(ImapServer server) {
    return server.getMetadata().getName() + "-template";
  }
}
