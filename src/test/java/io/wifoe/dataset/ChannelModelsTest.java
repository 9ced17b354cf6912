package io.wifoe.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wifoe.channel.ConstantLos;
import io.wifoe.channel.FewPath;
import io.wifoe.channel.Rayleigh;
import io.wifoe.channel.tr38901.Tr38901;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Multipath;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelModelsTest {
  @Test
  void readsEveryKind() {
    assertEquals(FewPath.of(64, 2, 30), ChannelModels.parse("few-path:antennas=64,paths=2,spread=30"));
    assertEquals(Rayleigh.of(32), ChannelModels.parse("rayleigh: antennas = 32"));
    assertEquals(ConstantLos.of(AntennaArray.upa(8, 4), 60, 0),
        ChannelModels.parse("constant-los:rows=8,columns=4,azimuth=60,elevation=0"));
    Tr38901 t4 = (Tr38901) ChannelModels.parse("T4:reading=quadriga-like,multipath=dominant-2");
    assertEquals(Reading.QUADRIGA_LIKE, t4.reading());
    assertEquals(Multipath.dominant(2), t4.task().assumptions().multipath());
    assertEquals(64, t4.antennas());
    Tr38901 plain = (Tr38901) ChannelModels.parse("G1");
    assertEquals(PaperTasks.G1, plain.task());
    Tr38901 other = (Tr38901) ChannelModels.parse("G1:reading=standard,multipath=full");
    assertEquals(Reading.STANDARD, other.reading());
    assertEquals(Multipath.FULL, other.task().assumptions().multipath());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      rician:antennas=4                | is not few-path, rayleigh
      T13                              | not a task of Table I
      few-path:antennas=64,paths=2     | lack spread
      rayleigh:antennas=many           | not a number
      rayleigh:antennas=2.5            | not a whole number
      rayleigh:antennas=0              | Nt is 1 to 1048576
      rayleigh:antennas=4,antennas=5   | antennas twice
      rayleigh:antennas                | not of the form key=value
      rayleigh:antennas=4,paths=2      | unknown setting paths
      T4:reading=loud                  | no reading; there are standard, quadriga-like
      T4:multipath=two                 | neither full nor dominant-N
      T4:,                             | not of the form key=value
      """)
  void refusesWithASentence(String spec, String sentence) {
    String message = assertThrows(IllegalArgumentException.class, () -> ChannelModels.parse(spec)).getMessage();
    assertTrue(message.contains(sentence), message);
  }
}
