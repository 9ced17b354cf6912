package io.wifoe.notebook;

import io.wifoe.Names;
import io.wifoe.dataset.ChannelDataset;
import io.wifoe.dataset.ChannelImport;
import io.wifoe.experiment.Comparison;
import io.wifoe.experiment.ComparisonResult;
import io.wifoe.experiment.DomainGeneralization;
import io.wifoe.experiment.ExperimentKind;
import io.wifoe.experiment.ExperimentResult;
import io.wifoe.experiment.FeedbackBitsResult;
import io.wifoe.experiment.FewShot;
import io.wifoe.experiment.Figure;
import io.wifoe.experiment.MoeScaling;
import io.wifoe.experiment.SchemeBudget;
import io.wifoe.experiment.SnrSweep;
import io.wifoe.experiment.StoredResults;
import io.wifoe.experiment.TableTwo;
import io.wifoe.kernel.GenuineKernels;
import io.wifoe.model.ExpertUsage;
import io.wifoe.model.PrecodingNetwork;
import io.wifoe.model.WiFoE;
import io.wifoe.precoding.Precoder;
import io.wifoe.precoding.Precoders;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.PaperTasks;
import io.wifoe.task.SourceDomain;
import io.wifoe.task.TaskBuilder;
import io.wifoe.task.TaskConfig;
import io.wifoe.training.Scale;
import io.wifoe.training.Trainer;
import io.wifoe.training.TrainingTask;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * What notebooks begin with, {@code import static io.wifoe.notebook.Lab.*;}: the paper's tasks and experiments by short
 * names. Nothing here does anything itself.
 */
public final class Lab {
  public static final TaskConfig T1 = PaperTasks.T1;
  public static final TaskConfig T2 = PaperTasks.T2;
  public static final TaskConfig T3 = PaperTasks.T3;
  public static final TaskConfig T4 = PaperTasks.T4;
  public static final TaskConfig T5 = PaperTasks.T5;
  public static final TaskConfig T6 = PaperTasks.T6;
  public static final TaskConfig T7 = PaperTasks.T7;
  public static final TaskConfig T8 = PaperTasks.T8;
  public static final TaskConfig T9 = PaperTasks.T9;
  public static final TaskConfig T10 = PaperTasks.T10;
  public static final TaskConfig T11 = PaperTasks.T11;
  public static final TaskConfig T12 = PaperTasks.T12;

  private static final Path ANY_ARRAY = Path.of("any-array");

  static {
    GenuineKernels.join();
  }

  private Lab() {}

  /** T1..T9, on which the paper pretrains. */
  public static List<TaskConfig> group1() {
    return PaperTasks.group1();
  }

  /** T10..T12, which pretraining has not seen. */
  public static List<TaskConfig> group2() {
    return PaperTasks.group2();
  }

  /** The scale of this session, {@code WIFOE_SCALE} or laptop. */
  public static Scale scale() {
    return Scale.fromEnvironment();
  }

  /** Whether this session only shows that everything runs. */
  public static boolean smoke() {
    return scale() == Scale.SMOKE;
  }

  /** Table II and Fig. 3 of these tasks, at this session's scale. */
  public static TableTwo tableTwo(List<TaskConfig> tasks) {
    return TableTwo.of(tasks).scale(scale());
  }

  /** Fig. 4 on the trunk of a run directory or a model's file, beside the model for any array that ships. */
  public static FewShot fewShot(Path model) throws IOException {
    return FewShot.of(model).anyArray(ANY_ARRAY).scale(scale());
  }

  /** Fig. 4 on the trunk of a model, beside the model for any array that ships. */
  public static FewShot fewShot(WiFoE model) throws IOException {
    return FewShot.of(model).anyArray(ANY_ARRAY).scale(scale());
  }

  /** Table III under both readings of the source domain. */
  public static DomainGeneralization domainGeneralization() {
    return DomainGeneralization.of(SourceDomain.values()).scale(scale());
  }

  /** Fig. 5, every model trained on these tasks. */
  public static MoeScaling moeScaling(List<TaskConfig> tasks) {
    return MoeScaling.of(tasks).scale(scale());
  }

  /** What is kept of {@code table-two}, {@code few-shot}, {@code domain-generalization} or {@code moe-scaling}. */
  public static ExperimentResult stored(String experiment) throws IOException {
    return StoredResults.largest(Names.value(ExperimentKind.class, "experiment", experiment));
  }

  /** What is kept of a notebook's comparison, for example {@code your-channels}. */
  public static ComparisonResult storedComparison(String name) throws IOException {
    return StoredResults.comparison(name);
  }

  /** What is kept of {@code wifoe experiment bits}. */
  public static FeedbackBitsResult storedBits() throws IOException {
    return StoredResults.feedbackBits();
  }

  /** Fig. 3 of a {@link TableTwo}. */
  public static Figure snrSweep(ExperimentResult result) {
    return SnrSweep.of(result);
  }

  /** Tasks on fresh channels of their own without end. */
  public static List<TrainingTask> fresh(List<TaskConfig> tasks) {
    return tasks.stream().map(task -> TrainingTask.of(task, ChannelDataset.endless(task, 1))).toList();
  }

  /** Fresh channels of a task without end. */
  public static ChannelDataset fresh(TaskConfig task, long seed) {
    return ChannelDataset.endless(task, seed);
  }

  /** Opens channels: a directory with a card, or a .npy file of shape (users, Nt). */
  public static ChannelDataset channels(String path) throws IOException {
    return ChannelDataset.open(Path.of(path));
  }

  /** Reads channels that others made: .npy, .npz, .mat or .h5. */
  public static ChannelImport importChannels(Path file) {
    return ChannelDataset.importFrom(file);
  }

  /** The share of energy in the strongest directions of all users, a line for each set. */
  public static XYChart energy(ChannelDataset... sets) {
    return ChannelCharts.energy(sets);
  }

  /** The share of routing choices that fell on each expert, a row for each block. */
  public static HeatMapChart experts(String title, ExpertUsage usage) {
    return ExpertCharts.usage(title, usage);
  }

  /** A task of one's own. */
  public static TaskBuilder task() {
    return TaskConfig.builder();
  }

  /** An upright array of isotropic antennas, half a wavelength apart. */
  public static AntennaArray upa(int rows, int columns) {
    return AntennaArray.upa(rows, columns);
  }

  /** A horizontal line of isotropic antennas, half a wavelength apart. */
  public static AntennaArray ula(int antennas) {
    return AntennaArray.ula(antennas);
  }

  /** A model that ships with the library, for example {@code compact-group1}. */
  public static WiFoE pretrained(String name) throws IOException {
    return WiFoE.pretrained(name);
  }

  /** What is learned: a task on the training users of a split, measured on its validation users. */
  public static TrainingTask lesson(TaskConfig task, ChannelDataset.Split split) {
    return TrainingTask.of(task, split);
  }

  /** Algorithm 1: everything is learned. */
  public static <M extends PrecodingNetwork> Trainer<M> pretrain(M model) {
    return Trainer.pretrain(model);
  }

  /** Algorithm 2 on the frozen trunk of a copy; parts of a new task are carried over from one that it knows. */
  public static Trainer<WiFoE> fineTune(WiFoE pretrained) {
    return Trainer.fineTune(pretrained);
  }

  /** Steps of so many samples that every scheme of {@link Comparison#train} gets alike, at this session's scale. */
  public static SchemeBudget budget(long steps, int batch) {
    return SchemeBudget.of(scale(), steps, batch);
  }

  /** Sum rates of several schemes on the same samples of these channels. */
  public static Comparison compare(ChannelDataset channels) {
    return Comparison.on(channels);
  }

  /** Maximum ratio with full channel knowledge. */
  public static Precoder mrt() {
    return Precoders.mrt();
  }

  /** Zero forcing with full channel knowledge. */
  public static Precoder zf() {
    return Precoders.zeroForcing();
  }

  /** WMMSE with full channel knowledge. */
  public static Precoder wmmse() {
    return Precoders.wmmse();
  }

  /** Gives a command as at a shell, what comes after {@code environment/wifoe}, and shows what it prints. */
  public static void wifoe(String arguments) throws IOException, InterruptedException {
    Shell.wifoe(arguments);
  }

  /** Writes a figure as .png, .svg or .pdf. */
  public static void save(Figure figure, String file) throws IOException {
    save(Charts.of(figure), file);
  }

  /** Writes a chart as .png, .svg or .pdf. */
  public static void save(Chart<?, ?> chart, String file) throws IOException {
    Charts.save(chart, Path.of(file));
  }
}
