package dev.postroom.imap.auth.sql;

import java.util.Map;

/**
 * Where a database is, and who asks it.
 *
 * @param url of JDBC; holds no password
 * @param properties for the driver, the password among them
 */
record SqlServer(String url, Map<String, String> properties) {

  SqlServer {
    properties = Map.copyOf(properties);
  }

  /** Without the properties, of which one is the password. */
  @Override
  public String toString() {
    return url;
  }
}
