package dev.postroom.imap.management;

import dev.postroom.contract.report.ListenerSources;
import dev.postroom.imap.net.ConnectionEvents;
import dev.postroom.imap.net.Listener;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Where the connections of each listener come from. Safe for threads. */
public final class SourceViews {

  private final Duration window;
  private final Clock clock;
  private final Map<Listener, SourceView> views = new EnumMap<>(Listener.class);

  /**
   * @param window how far back they look, at most
   */
  public SourceViews(Duration window, Clock clock) {
    this.window = window;
    this.clock = clock;
  }

  /** Wants to be told of this listener's connections. */
  public synchronized ConnectionEvents of(Listener listener) {
    return views.computeIfAbsent(
        listener, each -> new SourceView(each, window, clock, LocalAddresses::ofThisMachine));
  }

  /** One for each listener that ever listened. */
  synchronized List<ListenerSources> now() {
    return views.values().stream().map(SourceView::now).toList();
  }
}
