package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.wifoe.RandomStream;
import io.wifoe.channel.Rayleigh;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.nn.Pass;
import io.wifoe.task.Configuration;
import io.wifoe.task.LinkBudget;
import io.wifoe.task.PilotPower;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Python example reads our file without any of our code and computes the same precoders and rates. */
class NumpyExampleTest {
  /** What the issue promises between float32 here and float64 there. */
  private static final double TOLERANCE = 1e-5;
  private static final Configuration CONFIGURATION = new Configuration("T.1", 4, 8, 3, 6,
      PilotPower.PER_ANTENNA);
  private static final int SAMPLES = 20;

  @TempDir
  Path directory;

  private String python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("python3"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectError(directory.resolve("errors.txt").toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(1, TimeUnit.MINUTES));
    return process.exitValue() == 0 ? out : null;
  }

  private boolean hasNumpy() throws InterruptedException {
    try {
      return python("-c", "import numpy") != null;
    } catch (IOException e) {
      return false; // no Python at all
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void agreesWithJava(boolean phaseInvariant) throws IOException, InterruptedException {
    assumeTrue(hasNumpy(), "there is no python3 with numpy");
    Path file = directory.resolve("model.safetensors");
    Path samples = directory.resolve("samples.safetensors");
    LinkBudget link = new LinkBudget(2, 0.1);
    try (WiFoE model = ModelFileTest.model(DataType.FLOAT32, phaseInvariant); NDManager manager = NDManager.newBaseManager()) {
      model.parameters().get("T.1/K3/encout.b").addi(0.01f); // a bias that is not zero
      model.parameters().get("trunk/blk1/br").addi(0.5f);
      model.save(file);
      Transmission part = Transmission.of(manager, DataType.FLOAT32, CONFIGURATION, link,
          ChannelDataset.endless(Rayleigh.of(8), 2).batch(3, SAMPLES, 3), RandomStream.root(4));
      Map<String, NDArray> seen = new LinkedHashMap<>();
      Pass pass = Pass.of(manager, model.parameters(), name -> false, Pass.Mode.INFERENCE, seen::put);
      model.sumRates(pass, List.of(part));

      Map<String, NDArray> arrays = new LinkedHashMap<>();
      NDArray h = part.channels().reshape(SAMPLES, 3, 16);
      arrays.put("H_re", h.get(":, :, :8"));
      arrays.put("H_im", h.get(":, :, 8:"));
      NDArray z = part.noise().reshape(SAMPLES, 3, 8);
      arrays.put("Z_re", z.get(":, :, :4"));
      arrays.put("Z_im", z.get(":, :, 4:"));
      Safetensors.write(samples, Map.of("configuration", CONFIGURATION.key(), "power", "2", "pilot_power", "16",
          "noise_power", "0.1"), arrays);
      String json = python("environment/wifoe_numpy.py", file.toString(), samples.toString());
      JsonNode python = new ObjectMapper().readTree(json);

      float[] rates = seen.get("T.1/K3/rates").sum(new int[] {1}).toFloatArray();
      float[] v = seen.get("T.1/K3/V").toFloatArray(); // (n, K, 2 Nt)
      for (int i = 0; i < SAMPLES; i++) {
        assertEquals(rates[i], python.at("/sum_rates/" + i).doubleValue(), TOLERANCE * rates[i]);
        for (int k = 0; k < 3; k++) {
          for (int n = 0; n < 8; n++) {
            int at = (i * 3 + k) * 16 + n;
            assertEquals(v[at], python.at("/V_re/" + i + "/" + k + "/" + n).doubleValue(), TOLERANCE);
            assertEquals(v[at + 8], python.at("/V_im/" + i + "/" + k + "/" + n).doubleValue(), TOLERANCE);
          }
        }
      }
    }
  }
}
