package dev.postroom.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whatever can be set of the operator can be set by the chart. */
class ChartSettingsTest {

  private static final Path DEPLOYMENT =
      Path.of("..", "helm", "postroom", "templates", "deployment.yaml");

  @Test
  void theChartSetsEverySettingAndNoneThatIsNotThere() throws IOException {
    var variables =
        ConfigMappings.getProperties(ConfigClass.configClass(OperatorSettings.class))
            .keySet()
            .stream()
            .map(ChartSettingsTest::variable)
            .collect(Collectors.toSet());

    var set =
        Files.readString(DEPLOYMENT)
            .lines()
            .map(String::strip)
            .filter(line -> line.startsWith("- name: POSTROOM_"))
            .map(line -> line.substring("- name: ".length()))
            .toList();
    assertThat(set).containsExactlyInAnyOrderElementsOf(variables);
  }

  /** As MicroProfile Config finds a property in the environment, and a list as one, by commas. */
  private static String variable(String property) {
    return property.replace("[*]", "").replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
