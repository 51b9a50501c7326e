package dev.postroom.office.verdict;

import dev.postroom.crds.PeerStatus;
import dev.postroom.office.play.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Follows one address through the play and keeps what the verdict needs. */
public final class Measurement {

  private final String party;
  private Optional<Integer> limitBefore = Optional.empty();
  private int limitAfter;
  private boolean limitMoved;
  private int mostConnected;
  private Optional<Instant> served = Optional.empty();
  private Scene.Address last;

  public Measurement(String party) {
    this.party = party;
  }

  /** Takes in what was seen next. */
  public void see(Scene scene) {
    last = scene.address(party);
    last.server()
        .ifPresent(
            peer -> {
              if (limitBefore.isEmpty()) {
                limitBefore = Optional.of(peer.limit());
              }
              limitMoved |= peer.limit() != limitBefore.get();
              limitAfter = peer.limit();
            });
    mostConnected = Math.max(mostConnected, last.clients().connected());
    boolean everybodyIsIn =
        last.clients().connected() >= last.wanted() && limitAfter >= last.wanted();
    if (served.isEmpty() && everybodyIsIn) {
      served = Optional.of(scene.at());
    }
  }

  /** Whether every connection that was wanted has been up at one moment. */
  public boolean served() {
    return served.isPresent();
  }

  /** The sum of what was seen. */
  public Outcome outcome() {
    return new Outcome(
        limitBefore.orElse(0),
        limitAfter,
        limitMoved,
        last.clients().refused(),
        last.clients().connected(),
        mostConnected,
        last.clients().lost(),
        last.clients()
            .firstRefused()
            .flatMap(refused -> served.map(at -> Duration.between(refused, at))),
        last.operator().map(PeerStatus::message).orElse(""));
  }
}
