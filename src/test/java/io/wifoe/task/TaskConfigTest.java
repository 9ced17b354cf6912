package io.wifoe.task;

import static io.wifoe.task.AntennaArray.ula;
import static io.wifoe.task.AntennaArray.upa;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TaskConfigTest {

  private static TaskBuilder valid() {
    return TaskConfig.builder().name("mine").array(upa(12, 8)).pilots(1, 3).feedback(1, 4);
  }

  @Test
  void ratiosBecomeWholeNumbers() {
    TaskConfig task = valid().build();
    assertEquals(32, task.pilots());
    assertEquals(24, task.bits());
    assertEquals(new Configuration("mine", 32, 96, 5, 24, PilotPower.PER_ANTENNA), task.configuration(5));
    assertEquals(6, task.configurations().size());
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of((Executable) () -> valid().pilots(2, 7).build(), "pilot length 2/7 of 96 antennas is 27.42"),
        Arguments.of((Executable) () -> valid().feedback(1, 7).build(), "feedback bits 1/7 of 96 antennas is 13.71"),
        Arguments.of((Executable) () -> valid().pilots(1, 0).build(), "the denominator starts at 1"),
        Arguments.of((Executable) () -> valid().pilots(Integer.MAX_VALUE, 1).build(), "is 206158430112, more than"),
        Arguments.of((Executable) () -> valid().pilotLength(97).build(),
            "pilot length 97 must be between 1 and the 96"),
        Arguments.of((Executable) () -> valid().pilotLength(0).build(), "pilot length 0 must be between 1"),
        Arguments.of((Executable) () -> valid().feedbackBits(0).build(), "0 feedback bits say nothing"),
        Arguments.of((Executable) () -> valid().users(3, 97).build(), "97 users exceed 96 antennas"),
        Arguments.of((Executable) () -> valid().users(0, 3).build(), "0 users"),
        Arguments.of((Executable) () -> valid().users(8, 3).build(), "users 8..3"),
        Arguments.of((Executable) () -> upa(0, 8), "an array of 0 x 8 has no antenna"),
        Arguments.of((Executable) () -> valid().array(null).build(), "a task needs an antenna array"),
        Arguments.of((Executable) () -> valid().name("a/b").build(), "task name \"a/b\""),
        Arguments.of((Executable) () -> valid().carrierGHz(-1).build(), "carrier -1.0 GHz"),
        Arguments.of((Executable) () -> Multipath.dominant(0), "dominant(0) keeps no path"),
        Arguments.of((Executable) () -> TaskConfig.fromJson("{\"name\": \"T1\"}"), "this JSON is not a task: "),
        Arguments.of((Executable) () -> TaskConfig.fromJson(valid().build().toJson().replace("32", "97")),
            "this JSON is not a task: pilot length 97 must be between 1 and the 96 antennas"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWithTheValueAndTheRule(Executable executable, String sentence) {
    String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void assumptionsAreWrittenByTheirNames() {
    String json = valid().build().toJson().replaceAll("\\s", "");
    assertTrue(json.contains("\"assumptions\":{\"reading\":\"quadriga-like\",\"multipath\":\"dominant-2\","
        + "\"normalization\":\"paper-calibrated\",\"pilotPower\":\"per-antenna\"}"), json);
    Assumptions odd = new Assumptions(Reading.STANDARD, Multipath.FULL,
        Normalization.DATASET_MEAN.withPower(3).withMeanSquareNorm(2e-9), PilotPower.TOTAL);
    assertEquals(odd, TaskConfig.fromJson(valid().assumptions(odd).build().toJson()).assumptions());
  }

  @Test
  void shortCutsChangeOneAssumptionEach() {
    TaskConfig task = valid().reading(Reading.STANDARD).multipath(Multipath.FULL).normalization(Normalization.NONE)
        .pilotPower(PilotPower.TOTAL).build();
    assertEquals(Assumptions.AS_PUBLISHED, task.assumptions());
    assertEquals(PilotPower.TOTAL, task.configuration(3).pilotPower());
    assertEquals(Assumptions.PAPER_LIKE, valid().build().assumptions());
  }

  /** Version 0.1 knew one pilot power only, and its models were trained with it. */
  @Test
  void readsTasksOfEarlierVersions() {
    String now = valid().multipath(Multipath.FULL).build().toJson();
    String earlier = now.replaceAll("(?s)\"assumptions\".*?\\}", "\"multipath\" : \"full\"");
    assertEquals(valid().multipath(Multipath.FULL).pilotPower(PilotPower.TOTAL).build(), TaskConfig.fromJson(earlier));
    assertRefused(earlier.replaceAll(",\\s*\"multipath\" : \"full\"", ""), "assumptions are missing");
    assertRefused(now.replaceFirst("\\{", "{\"multipath\" : \"full\","), "multipath beside assumptions");
    assertRefused(now.replace("per-antenna", "loud"), "\"loud\" is no pilot power; there are total, per-antenna");
    assertRefused(now.replace("paper-calibrated", "unit"), "normalisation \"unit\" is none of");
    assertRefused(now.replace("\"reading\" : \"quadriga-like\",", ""), "need a reading");
  }

  private static void assertRefused(String json, String sentence) {
    String message = assertThrows(IllegalArgumentException.class, () -> TaskConfig.fromJson(json)).getMessage();
    assertTrue(message.contains(sentence), message);
  }

  @Test
  void jsonRoundTrip() {
    TaskConfig odd = valid().array(ula(16).withSpacing(0.5, 0.7).withElement(AntennaArray.Element.SECTOR_65))
        .pilotLength(3).feedbackBits(5).users(2).channels(Scenario.UMI, Scenario.RMA_NLOS)
        .multipath(Multipath.dominant(2)).build();
    for (TaskConfig task : Stream.of(PaperTasks.group1(), PaperTasks.group2(), PaperTasks.group3(), List.of(odd))
        .flatMap(List::stream).toList()) {
      assertEquals(task, TaskConfig.fromJson(task.toJson()));
      assertEquals(task, task.toBuilder().build());
    }
  }
}
