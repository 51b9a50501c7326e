package dev.postroom.operator.simulation;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** A few days of the build; {@code make days} plays many. */
class DayProperties {

  @Property(tries = 3, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void officesAreServedNobodyElseGainsAndLimitsComeBackDownWithoutSwinging(
      @ForAll("worlds") World world) {
    Days.judge(world);
  }

  @Provide
  Arbitrary<World> worlds() {
    return Days.worlds();
  }
}
