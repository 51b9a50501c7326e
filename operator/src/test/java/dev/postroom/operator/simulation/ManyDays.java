package dev.postroom.operator.simulation;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * What {@link DayProperties} says, of as many days as take some minutes. No part of the build, by
 * its name: {@code make days}.
 */
class ManyDays {

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void officesAreServedNobodyElseGainsAndLimitsComeBackDownWithoutSwinging(
      @ForAll("worlds") World world) {
    Days.judge(world);
  }

  @Provide
  Arbitrary<World> worlds() {
    return Days.worlds();
  }
}
