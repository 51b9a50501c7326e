package dev.postroom.contract.settings;

/** The two files that Courier's IMAP server is configured by. */
public enum SettingsFileName {
  /** What is said of IMAP on port 143, and by default on 993 too. */
  IMAPD("imapd"),
  /** What is said of TLS, and of port 993. */
  IMAPD_SSL("imapd-ssl");

  private final String text;

  SettingsFileName(String text) {
    this.text = text;
  }

  /** The name as it stands in the directory. */
  @Override
  public String toString() {
    return text;
  }
}
