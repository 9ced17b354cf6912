package io.wifoe.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in an executed notebook which code ran: a digest of all code cells stands in its metadata, so that code which
 * was edited afterwards is found. {@code environment/lab --run} stamps what it executes.
 */
public final class NotebookStamp {
  private static final Pattern STAMP = Pattern.compile("\\n  \"ran\": \"([0-9a-f]*)\"");
  /** Where the metadata of the notebook itself, not of a cell, begin: Jupyter indents by one blank. */
  private static final String METADATA = "\n \"metadata\": {\n";

  private NotebookStamp() {}

  /** Stamps executed notebooks. */
  public static void main(String[] files) throws IOException {
    for (String file : files) {
      Path notebook = Path.of(file);
      Files.writeString(notebook, stamped(file, Files.readString(notebook)));
    }
  }

  /**
   * The notebook with the digest of its code, in place of an earlier one.
   *
   * @throws IllegalArgumentException if the text is no notebook of format 4 as Jupyter writes it
   */
  static String stamped(String file, String json) {
    String digest = digest(json);
    Matcher old = STAMP.matcher(json);
    if (old.find()) {
      return json.substring(0, old.start(1)) + digest + json.substring(old.end(1));
    }
    int at = json.lastIndexOf(METADATA);
    if (at < 0) {
      throw new IllegalArgumentException(file + " has no metadata where Jupyter writes them");
    }
    int inside = at + METADATA.length();
    return json.substring(0, inside) + "  \"ran\": \"" + digest + "\",\n" + json.substring(inside);
  }

  /** The digest that a notebook was stamped with, if it was. */
  static Optional<String> of(String json) {
    return STAMP.matcher(json).results().map(match -> match.group(1)).findFirst();
  }

  /** SHA-256 of a notebook's code cells as they are now. */
  static String digest(String json) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(String.join("\n", NotebookCode.of(json)).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
