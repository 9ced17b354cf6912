package io.wifoe.dataset;

import io.wifoe.Check;
import io.wifoe.channel.ChannelModel;
import io.wifoe.channel.ConstantLos;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Multipath;
import io.wifoe.task.Normalization;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.Reading;
import io.wifoe.task.TaskBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Channel models by name, as the command line and data set cards write them. */
public final class ChannelModels {
  private static final String KNOWN = "few-path, rayleigh, constant-los or a task of Table I such as T4";

  private ChannelModels() {}

  /**
   * Reads {@code name:key=value,key=value}:
   * <ul>
   *   <li>{@code few-path:antennas=64,paths=2,spread=30}, the spread in degrees to either side</li>
   *   <li>{@code rayleigh:antennas=32}</li>
   *   <li>{@code constant-los:rows=8,columns=8,azimuth=60,elevation=0}, half widths in degrees</li>
   *   <li>{@code T4:reading=standard,multipath=full,normalization=none}; as the task assumes unless given</li>
   * </ul>
   *
   * @throws IllegalArgumentException with the value and the rule if the text is none of these
   */
  public static ChannelModel parse(String spec) {
    int colon = spec.indexOf(':');
    String name = (colon < 0 ? spec : spec.substring(0, colon)).strip();
    GeneratorSettings settings = new GeneratorSettings(spec, colon < 0 ? "" : spec.substring(colon + 1));
    ChannelModel model = switch (name) {
      case "few-path" -> FewPath.of(settings.integer("antennas"), settings.integer("paths"),
          settings.number("spread"));
      case "rayleigh" -> Rayleigh.of(settings.integer("antennas"));
      case "constant-los" -> ConstantLos.of(AntennaArray.upa(settings.integer("rows"), settings.integer("columns")),
          settings.number("azimuth"), settings.number("elevation"));
      default -> task(name, spec, settings);
    };
    settings.refuseRest();
    return model;
  }

  private static ChannelModel task(String name, String spec, GeneratorSettings settings) {
    Check.that(name.matches("[TtGg][0-9]{1,2}"), "channels \"%s\" begin with \"%s\", which is not %s", spec, name,
        KNOWN);
    TaskBuilder task = PaperTasks.named(name).toBuilder();
    settings.ifGiven("reading", text -> task.reading(Reading.parse(text)));
    settings.ifGiven("multipath", text -> task.multipath(Multipath.parse(text)));
    settings.ifGiven("normalization", text -> task.normalization(Normalization.parse(text)));
    return Tr38901.builder(task.build()).build();
  }

  /** The settings after the colon; each is taken once. */
  private static final class GeneratorSettings {
    private final String spec;
    private final Map<String, String> left = new LinkedHashMap<>();

    GeneratorSettings(String spec, String text) {
      this.spec = spec;
      for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
        int equals = part.indexOf('=');
        Check.that(equals > 0, "channels \"%s\": \"%s\" is not of the form key=value", spec, part);
        String key = part.substring(0, equals).strip();
        String before = left.put(key, part.substring(equals + 1).strip());
        Check.that(before == null, "channels \"%s\" give %s twice", spec, key);
      }
    }

    void ifGiven(String key, Consumer<String> taker) {
      String value = left.remove(key);
      if (value != null) {
        taker.accept(value);
      }
    }

    double number(String key) {
      String value = left.remove(key);
      Check.that(value != null, "channels \"%s\" lack %s=...", spec, key);
      try {
        return Double.parseDouble(value);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException("channels \"%s\": %s=%s is not a number".formatted(spec, key, value), e);
      }
    }

    int integer(String key) {
      double value = number(key);
      Check.that(value == (int) value, "channels \"%s\": %s=%s is not a whole number", spec, key, value);
      return (int) value;
    }

    void refuseRest() {
      Check.that(left.isEmpty(), "channels \"%s\": unknown setting %s", spec, String.join(", ", left.keySet()));
    }
  }
}
