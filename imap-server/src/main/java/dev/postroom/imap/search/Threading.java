package dev.postroom.imap.search;

import java.util.List;

/** A way to put messages into threads (RFC 5256 section 3). */
interface Threading {

  /** Takes a message; they come by ascending sequence number. */
  void add(ThreadedMessage message);

  /** The threads of all messages that were added, in the order of the response. */
  List<ThreadNode> threads();
}
