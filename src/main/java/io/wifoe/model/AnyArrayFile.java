package io.wifoe.model;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.Check;
import io.wifoe.InvalidFileException;
import io.wifoe.Json;
import io.wifoe.Library;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An {@link AnyArray} as one safetensors file. The metadata's {@value #KEY} is JSON with sizes and provenance; there
 * are no configurations, since its weights belong to none:
 *
 * <pre>
 * trunk/...                                     as in {@link ModelFile}
 * any/C_re, any/C_im (S, most L)                beams of directions, X = A C
 * any/encI.W (2 S or w, w), any/encI.b (w)      user encoder; its first layer, of I = 0, sees directions
 * any/encI.ln_g, any/encI.ln_b (w)
 * any/encout.W (w, most B), any/encout.b (most B)
 * any/encridge (1)                              log of the noise that the user's estimates assume
 * any/encfacts.W (8, w), any/infacts.W (8, d)   what both sides are told of L, B and the array
 * any/in.W (most B, d), any/in.b (d)            G_in
 * any/insnr.W (2, d)                            what the base station is told of its SNR
 * any/out.W (d, 2 S), any/out.b (2 S)           V or estimates of channels, on directions
 * any/choices.W (d, 2), any/choices.b (2)       regulariser and power of a structured precoder
 * </pre>
 */
final class AnyArrayFile {
  static final String KEY = "wifoe-any-array";
  private static final int FORMAT = 1;

  private AnyArrayFile() {}

  private record Description(int format, String library, long seed, AnyArrayConfig model,
      List<TrainingRecord> provenance) {
    Description {
      Check.that(format == FORMAT, "format %d of a model for any array is unknown; this library reads format %d",
          format, FORMAT);
      Check.that(model != null && provenance != null && provenance.stream().noneMatch(Objects::isNull),
          "sizes or provenance are missing");
    }
  }

  static Map<String, String> describe(AnyArray model) {
    return Map.of(KEY, Json.line(new Description(FORMAT, Library.NAME, model.seed(), model.config(),
        model.provenance())));
  }

  /** Whether a file says that it holds such a model. */
  static boolean isOne(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      return file.metadata().containsKey(KEY);
    }
  }

  static AnyArray read(Path path) throws IOException {
    try (Safetensors file = Safetensors.open(path)) {
      String json = file.metadata().get(KEY);
      Check.that(json != null, "it says nothing about a model for any array: its metadata has no \"%s\"", KEY);
      Description description = Json.read(json, Description.class);
      int arrays = file.entries().size();
      WiFoEConfig sizes = description.model().network();
      Check.that(sizes.blocks() <= arrays && sizes.encoderLayers() <= arrays,
          "%d blocks and %d encoder layers do not fit into %d arrays", sizes.blocks(), sizes.encoderLayers(), arrays);
      DataType stored = file.entries().values().iterator().next().type();
      AnyArrayConfig config = description.model();
      ModelFile.require(file, stored, WiFoE.TRUNK, sizes.trunk().parameters()); // before a model of that size is made
      ModelFile.require(file, stored, AnyArray.HEADS, config.heads().parameters());
      AnyArray model = new AnyArray(config, description.seed(),
          stored == DataType.FLOAT16 ? DataType.FLOAT32 : stored);
      try {
        ModelFile.copy(file, model);
        model.setProvenance(description.provenance());
        return model;
      } catch (IOException | RuntimeException e) {
        model.close();
        throw e;
      }
    } catch (JsonProcessingException e) {
      throw new InvalidFileException(path, "what it says about its model cannot be read: " + Json.reason(e), e);
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(path, e.getMessage(), e);
    }
  }
}
