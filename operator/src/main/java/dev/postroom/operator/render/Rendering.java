package dev.postroom.operator.render;

import java.util.List;

/** What became of a specification. */
public sealed interface Rendering {

  /** It can be honoured, by these files. */
  record Valid(CourierFiles files) implements Rendering {}

  /** It cannot; at least one field is named. */
  record Invalid(List<FieldProblem> problems) implements Rendering {

    public Invalid {
      problems = List.copyOf(problems);
    }
  }
}
