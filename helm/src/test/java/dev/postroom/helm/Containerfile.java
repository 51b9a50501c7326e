package dev.postroom.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages of a Containerfile.
 *
 * @param stages by name; each has its instructions
 */
record Containerfile(Map<String, List<Instruction>> stages) {

  /**
   * One instruction.
   *
   * @param name in capitals
   * @param arguments in one line
   */
  record Instruction(String name, String arguments) {}

  /** What is before the first stage. */
  static final String GLOBAL = "";

  static Containerfile read(Path file) {
    var stages = new LinkedHashMap<String, List<Instruction>>();
    var stage = new ArrayList<Instruction>();
    stages.put(GLOBAL, stage);
    for (var line : joinedLines(file)) {
      var words = line.split("\\s+", 2);
      var instruction = new Instruction(words[0], words[1]);
      if (instruction.name().equals("FROM")) {
        stage = new ArrayList<>();
        stages.put(words[1].split(" AS ")[1], stage);
      }
      stage.add(instruction);
    }
    return new Containerfile(stages);
  }

  private static List<String> joinedLines(Path file) {
    try {
      return Files.readString(file)
          .replaceAll("(?m)^#.*\\n", "")
          .replaceAll("\\\\\\n\\s*", "")
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whatever makes the image of this stage: its instructions behind those of the stages it builds
   * on.
   */
  List<Instruction> image(String stage) {
    var instructions = new ArrayList<Instruction>();
    var base = stages.get(stage).getFirst().arguments().split(" AS ")[0];
    if (stages.containsKey(base)) {
      instructions.addAll(image(base));
    }
    instructions.addAll(stages.get(stage));
    return instructions;
  }

  /** The arguments of all instructions of that name. */
  static List<String> arguments(List<Instruction> instructions, String name) {
    return instructions.stream()
        .filter(instruction -> instruction.name().equals(name))
        .map(Instruction::arguments)
        .toList();
  }
}
