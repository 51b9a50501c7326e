package dev.postroom.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In which order the servers take their turns. */
final class Schedule {

  private Schedule() {}

  /**
   * Each round begins with the next server, so that none always follows the same other one, or has
   * always the coldest processor.
   */
  static <T> List<T> order(List<T> servers, int round) {
    List<T> order = new ArrayList<>(servers);
    Collections.rotate(order, -(round % servers.size()));
    return order;
  }
}
