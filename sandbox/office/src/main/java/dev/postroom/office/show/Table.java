package dev.postroom.office.show;

import dev.postroom.contract.report.Peer;
import dev.postroom.crds.PeerStatus;
import dev.postroom.office.play.Scene;
import java.util.ArrayList;
import java.util.List;

/** A scene as lines of text: a row for each address, below it the decisions and their reasons. */
public final class Table {

  private static final String ROW = "%-9s %-15s %11s %6s %8s %6s %7s %5s";

  private Table() {}

  public static List<String> of(Scene scene) {
    List<String> lines = new ArrayList<>();
    lines.add(
        ROW.formatted("", "address", "connections", "limit", "refused", "users", "failed", "lost"));
    scene.addresses().forEach(address -> lines.add(row(address)));
    lines.add("");
    scene.addresses().forEach(a -> lines.addAll(Paragraph.folded(lead(a), reason(a))));
    scene.conditions().forEach(condition -> lines.addAll(Paragraph.folded("", condition)));
    return lines.stream().map(String::stripTrailing).toList();
  }

  /** One address in a row; a dash where the server has not seen it yet. */
  static String row(Scene.Address address) {
    return ROW.formatted(
            address.party(),
            address.address(),
            address.clients().open() + "/" + address.wanted(),
            address.server().map(Peer::limit).map(String::valueOf).orElse("-"),
            address.server().map(Peer::refused).map(String::valueOf).orElse("-"),
            address.server().map(Peer::users).map(String::valueOf).orElse("-"),
            address.server().map(Peer::failedLogins).map(String::valueOf).orElse("-"),
            address.clients().lost())
        .stripTrailing();
  }

  /** What the operator decided about an address, and why, in one line. */
  static String decision(Scene.Address address) {
    return lead(address) + reason(address);
  }

  private static String lead(Scene.Address address) {
    return "%-9s ".formatted(address.party());
  }

  private static String reason(Scene.Address address) {
    return address
        .operator()
        .map((PeerStatus peer) -> peer.reason() + ": " + peer.message())
        .orElse("nothing to decide yet");
  }
}
