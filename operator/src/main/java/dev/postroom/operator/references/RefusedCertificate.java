package dev.postroom.operator.references;

import dev.postroom.operator.render.FieldProblem;

/**
 * A certificate that clients refuse, though a server can start with it.
 *
 * @param secret that it is in
 * @param problem the field that names it, why they do and what to do
 */
public record RefusedCertificate(String secret, FieldProblem problem) {}
