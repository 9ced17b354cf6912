package io.wifoe.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.wifoe.Sha256;
import io.wifoe.model.Safetensors;
import io.wifoe.nn.NativeEngine;
import io.wifoe.nn.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;

/** SHA-256 digests, in hexadecimal, that tell one start of a training from another. */
final class WeightsDigest {
  private WeightsDigest() {}

  /** Of the names and values of all parameters. */
  static String of(Parameters parameters) {
    MessageDigest digest = Sha256.digest();
    for (String name : new TreeSet<>(parameters.arrays().keySet())) {
      add(digest, name, parameters.get(name));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of the values that a file has for these parameters; null if it lacks one. */
  static String of(Path path, Parameters parameters) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (Safetensors file = Safetensors.open(path)) {
      for (String name : new TreeSet<>(parameters.arrays().keySet())) {
        if (!file.entries().containsKey(name)) {
          return null;
        }
        try (NDManager manager = NativeEngine.manager()) {
          add(digest, name, file.read(manager, name));
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of a set of names. */
  static String of(Collection<String> names) {
    return HexFormat.of().formatHex(Sha256.digest().digest(String.join("\n", new TreeSet<>(names))
        .getBytes(StandardCharsets.UTF_8)));
  }

  private static void add(MessageDigest digest, String name, NDArray array) {
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update(array.toByteBuffer());
  }
}
