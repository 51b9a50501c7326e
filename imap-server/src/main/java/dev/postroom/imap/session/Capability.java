package dev.postroom.imap.session;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What this server can do, by the names under which CAPABILITY announces it, each with the RFC that
 * defines it. Only what works as a whole stands here: a site that sets no IMAP_CAPABILITY announces
 * all of it. What depends on the state of a connection, {@code session.state} adds.
 */
public enum Capability {
  IMAP4REV1("IMAP4rev1", 3501),
  IMAP4REV2("IMAP4rev2", 9051),
  UIDPLUS("UIDPLUS", 4315),
  CHILDREN("CHILDREN", 3348),
  NAMESPACE("NAMESPACE", 2342),
  THREAD_ORDEREDSUBJECT("THREAD=ORDEREDSUBJECT", 5256),
  THREAD_REFERENCES("THREAD=REFERENCES", 5256),
  SORT("SORT", 5256),
  SORT_DISPLAY("SORT=DISPLAY", 5957),
  QUOTA("QUOTA", 2087),
  LIST_EXTENDED("LIST-EXTENDED", 5258),
  LIST_STATUS("LIST-STATUS", 5819),
  LIST_MYRIGHTS("LIST-MYRIGHTS", 8440),
  STATUS_SIZE("STATUS=SIZE", 8438),
  SPECIAL_USE("SPECIAL-USE", 6154),
  CREATE_SPECIAL_USE("CREATE-SPECIAL-USE", 6154),
  IDLE("IDLE", 2177),
  ENABLE("ENABLE", 5161),
  UTF8_ACCEPT("UTF8=ACCEPT", 6855),
  LITERAL_PLUS("LITERAL+", 7888),
  SASL_IR("SASL-IR", 4959),
  UNSELECT("UNSELECT", 3691),
  MOVE("MOVE", 6851),
  ESEARCH("ESEARCH", 4731),
  SEARCHRES("SEARCHRES", 5182),
  WITHIN("WITHIN", 5032),
  ESORT("ESORT", 5267),
  CONDSTORE("CONDSTORE", 7162),
  QRESYNC("QRESYNC", 7162),
  OBJECTID("OBJECTID", 8474),
  SAVEDATE("SAVEDATE", 8514),
  MULTIAPPEND("MULTIAPPEND", 3502),
  COMPRESS_DEFLATE("COMPRESS=DEFLATE", 4978),
  BINARY("BINARY", 3516),
  PREVIEW("PREVIEW", 8970),
  INPROGRESS("INPROGRESS", 9585),
  APPENDLIMIT("APPENDLIMIT=" + SessionSettings.DEFAULT_APPEND_LIMIT, 7889);

  private final String announced;
  private final int rfc;

  Capability(String announced, int rfc) {
    this.announced = announced;
    this.rfc = rfc;
  }

  /** The word in the CAPABILITY response. */
  public String announced() {
    return announced;
  }

  /** The number of the RFC that defines it. */
  public int rfc() {
    return rfc;
  }

  /** Whether a capability of that name works here. */
  public static boolean isAvailable(String announced) {
    return Arrays.stream(values()).anyMatch(known -> known.announced.equals(announced));
  }

  /** All of them as in the CAPABILITY response. */
  public static String all() {
    return Arrays.stream(values()).map(Capability::announced).collect(Collectors.joining(" "));
  }
}
