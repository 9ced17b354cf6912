package io.wifoe.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.experiment.Comparison;
import io.wifoe.experiment.SumRateRow;
import io.wifoe.model.WiFoE;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Normalization;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.PilotPower;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluateCommandTest {
  private static final String FEW_PATH = "few-path:antennas=64,paths=2,spread=30";

  @Test
  void jsonIsOneArrayAndNothingElse() throws IOException {
    CommandLineRun run = CommandLineRun.of("evaluate", "--channels", FEW_PATH, "--precoders", "zf,mrt", "--users",
        "2..3", "--snr", "0,10", "--samples", "300", "--json");
    assertEquals(0, run.code(), run.err());
    assertEquals(1, run.out().lines().count());
    JsonNode array = new ObjectMapper().readTree(run.out());
    Map<String, JsonNode> rates = new LinkedHashMap<>();
    for (JsonNode row : array) {
      List<String> names = new ArrayList<>();
      row.fieldNames().forEachRemaining(names::add);
      assertEquals(List.of("scheme", "users", "snrDb", "sumRate", "ci95", "samples", "assumptions"), names);
      assertEquals("{\"normalization\":\"none\"}", row.get("assumptions").toString());
      assertEquals(300, row.get("samples").asInt());
      rates.put(row.get("scheme").asText() + " " + row.get("users") + " " + row.get("snrDb"), row);
    }
    assertEquals(List.of("ZF 2 0.0", "MRT 2 0.0", "ZF 2 10.0", "MRT 2 10.0", "ZF 3 0.0", "MRT 3 0.0", "ZF 3 10.0",
        "MRT 3 10.0"), List.copyOf(rates.keySet()));
    for (String scheme : new String[] {"ZF 2", "MRT 2", "ZF 3", "MRT 3"}) {
      JsonNode strong = rates.get(scheme + " 10.0");
      assertTrue(strong.get("sumRate").asDouble() - strong.get("ci95").asDouble()
          > rates.get(scheme + " 0.0").get("sumRate").asDouble(), scheme + " does not gain from 10 dB");
    }
    assertTrue(run.err().contains("samples 600 of 600"), run.err());
  }

  @Test
  void reachesThePublishedRateOfZeroForcing() throws IOException {
    // Sohrabi et al.'s channel, P = 1, 10 dB: 15.331 bps/Hz over 100,000 channels
    CommandLineRun run = CommandLineRun.of("evaluate", "--channels", FEW_PATH, "--precoders", "zf", "--users", "2",
        "--normalization", "none", "--samples", "5000", "--json");
    JsonNode row = new ObjectMapper().readTree(run.out()).get(0);
    assertEquals(15.331, row.get("sumRate").asDouble(), 1.5 * row.get("ci95").asDouble());
  }

  @Test
  void sameSeedSameDigitsAnotherSeedOthers() {
    String[] args = {"evaluate", "--channels", "rayleigh:antennas=8", "--users", "2", "--samples", "50", "--json",
        "--seed", "5"};
    String first = CommandLineRun.of(args).out();
    assertEquals(first, CommandLineRun.of(args).out());
    args[args.length - 1] = "6";
    assertTrue(!first.equals(CommandLineRun.of(args).out()));
  }

  @Test
  void withoutJsonATableIsShown() {
    CommandLineRun run = CommandLineRun.of("evaluate", "--channels", "rayleigh:antennas=8", "--users", "4", "--samples",
        "20");
    assertEquals(0, run.code(), run.err());
    assertTrue(run.out().contains("WMMSE") && run.out().contains("sum rate"), run.out());
    assertTrue(run.out().contains("Sum rate in bps/Hz, normalization none"), run.out());
  }

  /** Drawn from TR 38.901 and sent by a model: all four are known. */
  @Test
  void everyFigureSaysWhatItRestsOn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    TaskConfig task = PaperTasks.T4.toBuilder().users(2).build();
    try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(2).build()) {
      model.addHeads(task.configurations());
      model.save(file);
    }
    String[] args = {"evaluate", "--channels", "T4", "--multipath", "full", "--normalization", "unit-user", "--model",
        file.toString(), "--precoders", "zf", "--users", "2", "--samples", "4", "--json"};
    JsonNode rows = new ObjectMapper().readTree(CommandLineRun.of(args).out());
    String drawn = "\"reading\":\"quadriga-like\",\"multipath\":\"full\",\"normalization\":\"unit-user\"";
    assertEquals("{" + drawn + "}", rows.get(0).get("assumptions").toString());
    assertEquals("{" + drawn + ",\"pilotPower\":\"per-antenna\"}", rows.get(1).get("assumptions").toString());
  }

  @Test
  void evaluateAndComparisonAgreeToTheBit(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    ChannelDataset channels = ChannelDataset.endless(Rayleigh.of(8), 3).normalized(Normalization.NONE);
    List<SumRateRow> expected;
    TaskConfig task = TaskConfig.builder().name("small").array(AntennaArray.ula(8)).pilotLength(4).feedbackBits(6)
        .users(2, 3).pilotPower(PilotPower.TOTAL).build();
    try (WiFoE model = WiFoE.builder().width(16).blocks(1).heads(2).seed(4).build()) {
      model.addHeads(task.configurations());
      model.save(file);
      expected = Comparison.on(channels).users(2, 3).snrDb(0, 10).samples(300).seed(3)
          .schemes(Precoders.zeroForcing(), model.precoder(task, 3)).withShares().run();
    }
    CommandLineRun run = CommandLineRun.of("evaluate", "--channels", "rayleigh:antennas=8", "--model", file.toString(),
        "--precoders", "zf", "--users", "2..3", "--snr", "0,10", "--samples", "300", "--seed", "3",
        "--share-of-wmmse", "--json");
    assertEquals(0, run.code(), run.err());
    assertArrayEquals(expected.toArray(), new ObjectMapper().readValue(run.out(), SumRateRow[].class));
    assertTrue(expected.stream().allMatch(row -> row.shareOfWmmse() > 0 && row.shareOfWmmse() < 1), "" + expected);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "--users 9 | --users 9: K must be between 1 and the 8 antennas",
      "--users 0 | --users 0: K must be between 1 and the 8 antennas",
      "--users 8..3 | --users 8..3: the range runs backwards",
      "--users five | --users \"five\" is not a list of whole numbers such as 3..8 or 2,4",
      "--snr ten | --snr \"ten\" is not a list of numbers such as 0,10,20",
      "--snr 300 | an SNR of 300.0 dB is outside -200..200",
      "--bit-errors 0.1 | --bit-errors 0.1 says how bits arrive, but there is no --model",
      "--samples 1 | --samples 1 has no confidence interval; take at least 2",
      "--samples many | 'many' is not an int",
      "--precoders zf,dpc | \"dpc\" is not a precoder; there are mrt, rzf, wmmse, zf",
      "--normalization loud | normalisation \"loud\" is none of none, unit-user, dataset-mean, paper-calibrated",
      "--channels nowhere | channels \"nowhere\" begin with \"nowhere\", which is not",
      "--colour red | Unknown options: '--colour', 'red'",
  })
  void badInputEndsWithASentenceAndCodeTwo(String options, String sentence) {
    List<String> args = new ArrayList<>(List.of("evaluate", "--samples", "10", "--users", "2"));
    if (!options.contains("--channels")) {
      args.addAll(List.of("--channels", "rayleigh:antennas=8"));
    }
    for (String option : options.split(" ")) {
      if (args.contains(option)) { // the case replaces a default of this test
        int at = args.indexOf(option);
        args.remove(at);
        args.remove(at);
      }
      args.add(option);
    }
    CommandLineRun run = CommandLineRun.of(args.toArray(String[]::new));
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(sentence), run.err());
    assertEquals("", run.out());
  }

  @Test
  void aFileThatNamesItsVariablesNeedsTheVariable(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("channels.npz"), new byte[] {1, 2, 3});
    CommandLineRun run = CommandLineRun.of("evaluate", "--channels", file.toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains("say which holds the channels with --variable"), run.err());
  }

  @Test
  void aDamagedFileIsRefusedByName(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("channels.npy"), new byte[] {1, 2, 3});
    CommandLineRun run = CommandLineRun.of("evaluate", "--channels", file.toString());
    assertEquals(2, run.code());
    assertTrue(run.err().contains(file.toString()), run.err());
  }
}
