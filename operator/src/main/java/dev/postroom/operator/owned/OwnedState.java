package dev.postroom.operator.owned;

import dev.postroom.operator.render.FieldProblem;
import java.util.List;

/**
 * What became of the objects that a server owns.
 *
 * @param storage the claim with its mail
 * @param missingKinds fields that ask for what is not installed in the cluster
 */
public record OwnedState(StorageState storage, List<FieldProblem> missingKinds) {}
