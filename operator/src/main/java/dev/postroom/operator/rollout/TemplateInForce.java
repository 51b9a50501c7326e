package dev.postroom.operator.rollout;

import dev.postroom.crds.ImapServerSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;

/**
 * What a server's pods are made of, and the specification that asked for it. Both are kept over an
 * upgrade of the operator: the newer one leaves the template as it is until it would make another
 * one of the specification of now than of that of then. That is what a person changed; all else is
 * its own doing, for which nobody's connection is cut.
 *
 * @param specification as it was when the template was looked at last
 * @param template as it was rendered, without what the API server adds
 */
record TemplateInForce(ImapServerSpec specification, PodTemplateSpec template) {}
