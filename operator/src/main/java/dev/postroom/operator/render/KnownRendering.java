package dev.postroom.operator.render;

import dev.postroom.crds.ImapServerSpec;

/**
 * What became of a specification, kept as long as it says the same.
 *
 * @param spec that was rendered
 * @param maximum number of connections to a pod that it was rendered with
 * @param rendering what became of it
 */
public record KnownRendering(ImapServerSpec spec, int maximum, Rendering rendering) {

  /** Renders it. */
  public static KnownRendering of(CourierFilesRenderer renderer, ImapServerSpec spec, int maximum) {
    return new KnownRendering(spec, maximum, renderer.render(spec, maximum));
  }

  /** This one, or a new one where something else is asked for. */
  public KnownRendering renewed(
      CourierFilesRenderer renderer, ImapServerSpec newSpec, int newMaximum) {
    return maximum == newMaximum && spec.equals(newSpec) ? this : of(renderer, newSpec, newMaximum);
  }
}
