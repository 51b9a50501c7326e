package dev.postroom.imap.server;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the server can say of itself in ID (RFC 2971).
 *
 * @param version empty where it does not run from its own jar
 * @param os the operating system's name
 * @param osVersion its version
 */
record ServerIdentification(Optional<String> version, String os, String osVersion) {

  /** The bits of IMAP_ID_FIELDS. */
  private static final int VERSION = 1;

  private static final int OS = 2;
  private static final int OS_VERSION = 4;

  static ServerIdentification ofThisProcess() {
    return new ServerIdentification(
        Optional.ofNullable(ServerIdentification.class.getPackage().getImplementationVersion()),
        System.getProperty("os.name"),
        System.getProperty("os.version"));
  }

  /**
   * The fields that a site wants told, in Courier's order; the name always.
   *
   * @param idFields IMAP_ID_FIELDS
   */
  Map<String, String> told(int idFields) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("name", "Postroom");
    if ((idFields & VERSION) != 0) {
      version.ifPresent(known -> fields.put("version", known));
    }
    if ((idFields & OS) != 0) {
      fields.put("os", os);
    }
    if ((idFields & OS_VERSION) != 0) {
      fields.put("os-version", osVersion);
    }
    return Collections.unmodifiableMap(fields);
  }
}
