package io.wifoe.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.wifoe.InvalidFileException;
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
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The cells of an experiment on any file system that Hadoop knows, in the files that an experiment of one machine has:
 * {@code plan.json}, {@code cells/NAME.json}, {@code result.json} and {@code result.csv}. Executors write their results
 * there themselves.
 *
 * @param directory with its scheme, for example {@code hdfs://host/experiments/table-two}
 */
record CellStore(String directory) implements Serializable {
  private static final String PLAN = "plan.json";

  private FileSystem files() throws IOException {
    FileSystem files = new Path(directory).getFileSystem(new Configuration());
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
    FileSystem files = files();
    if (!files.exists(path(PLAN))) {
      write(PLAN, Json.line(plan));
      return;
    }
    if (!Json.parse(read(PLAN)).equals(Json.parse(Json.line(plan)))) {
      throw new IOException(directory + ": holds another experiment than this " + plan + "; repeat its settings to go "
          + "on with it, or choose another directory");
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
    try {
      return Json.read(read(name), CellResult.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private static String name(Cell cell) {
    return "cells/" + cell.name() + ".json";
  }

  /** Keeps a result; another's of the same cell is the same. */
  void keep(CellResult result) throws IOException {
    write(name(result.cell()), Json.line(result));
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
    write(ExperimentRun.RESULT, Json.line(all));
    write(ExperimentRun.TABLE, all.toCsv());
    return all;
  }

  private String read(String name) throws IOException {
    try (FSDataInputStream in = files().open(path(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Under another name first, so that a file is whole or not there. */
  private void write(String name, String json) throws IOException {
    FileSystem files = files();
    Path target = path(name);
    Path temporary = new Path(target.getParent(), "." + target.getName() + "-" + UUID.randomUUID());
    try (OutputStream out = files.create(temporary)) {
      out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }
    files.delete(target, false);
    if (!files.rename(temporary, target)) {
      files.delete(temporary, false);
      throw new InvalidFileException(java.nio.file.Path.of(name), "cannot be written to " + directory);
    }
  }
}
