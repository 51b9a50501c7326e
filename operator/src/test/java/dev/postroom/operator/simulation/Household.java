package dev.postroom.operator.simulation;

import java.util.List;

/**
 * People behind one address.
 *
 * @param address as pods name it
 */
record Household(String address, List<MailProgram> programs) {

  Household {
    programs = List.copyOf(programs);
  }

  /** How many connections those who are there want. */
  int wanted() {
    return programs.stream().mapToInt(MailProgram::wanted).sum();
  }

  int open() {
    return programs.stream().mapToInt(MailProgram::open).sum();
  }
}
