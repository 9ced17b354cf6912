package io.wifoe.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.Json;
import io.wifoe.experiment.Cell;
import io.wifoe.experiment.CellResult;
import io.wifoe.experiment.ExperimentPlan;
import io.wifoe.experiment.ExperimentResult;
import io.wifoe.experiment.ExperimentRun;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * The cells of an experiment on any file system that Hadoop knows, in the files that an experiment of one machine has:
 * {@code plan.json}, {@code cells/NAME.json}, {@code result.json} and {@code result.csv}. Executors write their results
 * there themselves. A file is written under another name and renamed, which object stores do by copying.
 *
 * @param directory whole, for example {@code hdfs://host/experiments/table-two}
 * @param settings of Hadoop, which executors need too
 */
record CellStore(String directory, Map<String, String> settings) implements Serializable {
  private static final String PLAN = "plan.json";

  /** A directory as a user names it; a relative one is in the working directory of this process, not of executors. */
  static CellStore of(String directory, Configuration settings) throws IOException {
    Path path = new Path(directory);
    Map<String, String> all = new HashMap<>();
    settings.forEach(setting -> all.put(setting.getKey(), setting.getValue()));
    return new CellStore(path.getFileSystem(settings).makeQualified(path).toString(), all);
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration(false);
    settings.forEach(configuration::set);
    return configuration;
  }

  private FileSystem files() throws IOException {
    FileSystem files = new Path(directory).getFileSystem(configuration());
    files.setWriteChecksum(false); // no hidden files beside ours
    return files;
  }

  private Path path(String name) {
    return new Path(directory, name);
  }

  /**
   * Writes down what there is to do, or makes sure that it is what is there.
   *
   * @throws IOException if the directory cannot be written or holds another experiment
   */
  void begin(ExperimentPlan plan) throws IOException {
    if (!files().exists(path(PLAN))) {
      write(PLAN, Json.line(plan) + "\n");
      return;
    }
    String difference = plan.differenceFrom(Json.read(read(PLAN), ExperimentPlan.class));
    if (difference != null) {
      throw new IOException(directory + ": " + difference);
    }
  }

  /** Those that are not done. */
  List<Cell> left(List<Cell> cells) throws IOException {
    List<Cell> left = new ArrayList<>();
    for (Cell cell : cells) {
      if (result(cell) == null) {
        left.add(cell);
      }
    }
    return left;
  }

  /** Null if it is not done, or its file is damaged and it has to be done again. */
  private CellResult result(Cell cell) throws IOException {
    String name = name(cell);
    if (!files().exists(path(name))) {
      return null;
    }
    CellResult result;
    try {
      result = Json.read(read(name), CellResult.class);
    } catch (JsonProcessingException e) {
      return null;
    }
    if (!cell.describes(result.cell())) {
      throw new IOException(path(name) + ": is the result of another cell of this name; choose another directory");
    }
    return result;
  }

  private static String name(Cell cell) {
    return "cells/" + cell.name() + ".json";
  }

  /** Keeps a result; another's of the same cell is the same. */
  void keep(CellResult result) throws IOException {
    write(name(result.cell()), Json.line(result) + "\n");
  }

  /** Puts together what is done. */
  ExperimentResult finish(ExperimentPlan plan) throws IOException {
    List<CellResult> results = new ArrayList<>();
    for (Cell cell : plan.cells()) {
      CellResult result = result(cell);
      if (result != null) {
        results.add(result);
      }
    }
    ExperimentResult all = ExperimentResult.of(plan, results);
    write(ExperimentRun.RESULT, Json.line(all) + "\n");
    write(ExperimentRun.TABLE, all.toCsv());
    return all;
  }

  private String read(String name) throws IOException {
    try (FSDataInputStream in = files().open(path(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Under another name first, so that a file is whole or not there. */
  private void write(String name, String text) throws IOException {
    FileSystem files = files();
    Path target = path(name);
    Path temporary = new Path(target.getParent(), "." + target.getName() + "-" + UUID.randomUUID());
    try {
      try (OutputStream out = files.create(temporary)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      FileContext.getFileContext(target.toUri(), configuration()).rename(temporary, target, Options.Rename.OVERWRITE);
    } finally {
      files.delete(temporary, false); // which is not there if all went well
    }
  }
}
