package dev.postroom.operator.rollout;

import dev.postroom.contract.ContentHash;

/**
 * The template in force with what is made of it. To render it takes longer than all the rest of
 * looking at a rollout, and it seldom changes.
 *
 * @param inForce that was rendered
 * @param text of its ConfigMap
 * @param hash of the pods' template, as {@link Rollout#TEMPLATE} has it
 */
record RenderedTemplate(TemplateInForce inForce, String text, String hash) {

  static RenderedTemplate of(TemplateInForce inForce) {
    return new RenderedTemplate(
        inForce,
        TemplateText.render(inForce),
        ContentHash.of(TemplateText.render(inForce.template())));
  }

  /** This one, or a new one where another template is in force. */
  RenderedTemplate renewed(TemplateInForce now) {
    if (inForce.equals(now)) {
      return this;
    }
    return new RenderedTemplate(
        now,
        TemplateText.render(now),
        inForce.template().equals(now.template())
            ? hash
            : ContentHash.of(TemplateText.render(now.template())));
  }
}
