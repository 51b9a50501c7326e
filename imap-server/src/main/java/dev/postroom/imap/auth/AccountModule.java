package dev.postroom.imap.auth;

/**
 * A source of accounts as the configuration describes it. Two that are equal can share what one of
 * them opened, so that a change elsewhere in the configuration interrupts nothing. None shows a
 * password in {@code toString}.
 */
public interface AccountModule {

  /** Courier's name of the module: {@code authuserdb}. */
  String name();

  /**
   * Makes it ready to be asked. Asks nothing yet: a server that is away must not keep ours away.
   */
  OpenSource open();

  /** A source that may hold connections. */
  interface OpenSource extends AccountSource, AutoCloseable {

    /** Ends its connections, once the questions that are being answered have been. */
    @Override
    void close();
  }
}
