package io.wifoe.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import io.wifoe.Check;
import io.wifoe.RandomStream;
import io.wifoe.nn.ParameterSpec;
import io.wifoe.nn.Parameters;
import io.wifoe.nn.Pass;
import io.wifoe.nn.PilotMatrix;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.nn.Rows;
import io.wifoe.nn.SignQuantizer;
import io.wifoe.nn.SteeredHeads;
import io.wifoe.nn.Steering;
import io.wifoe.nn.Trunk;
import io.wifoe.precoding.Precoder;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.Configuration;
import io.wifoe.task.SectorDirections;
import io.wifoe.task.TaskConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One model for every array, pilot length, number of bits and number of users, beyond the paper: WiFo-E's trunk between
 * heads that follow from the geometry of the array. It has to be told a task once, see {@link #meet}, and needs no
 * training for it. Holds native memory until {@link #close}.
 *
 * <p>With A the steering vectors of S {@linkplain SectorDirections directions} at the array's antennas, the pilots are
 * the first L columns of A C, the user's first layer sees what the directions' amplitudes are estimated to be, the
 * feedback is the first B of its bits, and the base station's estimates are (z W) A. Both sides are told L, B and the
 * array's size by a few numbers, the base station its SNR too.
 */
public final class AnyArray implements PrecodingNetwork {
  public static final String NAME = "WiFo-E any array";
  /** Scope of the parts around the trunk. */
  public static final String HEADS = "any";

  private final AnyArrayConfig config;
  private final long seed;
  private final Parameters parameters;
  private final SteeredHeads heads;
  private final Trunk trunk;
  private final Map<String, AntennaArray> arrays = new ConcurrentHashMap<>(); // by the task's name
  private List<TrainingRecord> provenance = List.of();

  /** A network before its first training. */
  public AnyArray(AnyArrayConfig config, long seed, DataType precision) {
    this.config = config;
    this.seed = seed;
    this.parameters = new Parameters(precision);
    this.heads = config.heads();
    this.trunk = config.network().trunk();
    parameters.initialize(ParameterSpec.in(WiFoE.TRUNK, trunk.parameters()), RandomStream.root(seed));
    parameters.initialize(ParameterSpec.in(HEADS, heads.parameters()), RandomStream.root(seed));
  }

  /** The same network for one task, whose name others may have given to other arrays. */
  private AnyArray(AnyArray network, TaskConfig task) {
    this.config = network.config;
    this.seed = network.seed;
    this.parameters = network.parameters;
    this.heads = network.heads;
    this.trunk = network.trunk;
    this.provenance = network.provenance;
    meet(task);
  }

  /**
   * Reads a model that {@link #save} wrote, or a training's checkpoint: the same weights to the last bit.
   *
   * @throws IOException if there is no such file, or it is damaged or no such model; the message says what is wrong
   */
  public static AnyArray load(Path file) throws IOException {
    return AnyArrayFile.read(file);
  }

  /** Whether a file says that it holds a model for any array. */
  public static boolean isIn(Path file) throws IOException {
    return AnyArrayFile.isOne(file);
  }

  /**
   * A model that ships with the library, as {@code data/pretrained/README.md} describes it.
   *
   * @throws IOException if there is none of this name, see {@link WiFoE#pretrained}
   */
  public static AnyArray pretrained(String name) throws IOException {
    return AnyArrayFile.read(PretrainedModels.file(name));
  }

  /** Writes sizes, provenance and all weights as one safetensors file, see {@link AnyArrayFile}. */
  public void save(Path file) throws IOException {
    ModelFile.write(file, this, Map.of(), Map.of());
  }

  /** As {@link #save}, with weights rounded to half precision, see {@link WiFoE#saveHalf}. */
  public void saveHalf(Path file) throws IOException {
    ModelFile.writeHalf(file, this);
  }

  @Override
  public void meet(TaskConfig task) {
    config.requireRoomFor(task);
    AntennaArray known = arrays.putIfAbsent(task.name(), task.array());
    Check.that(known == null || known.equals(task.array()), "this model has met another task named %s, with %s; give "
        + "the one with %s a name of its own", task.name(), known, task.array());
  }

  private AntennaArray array(Configuration c) {
    AntennaArray array = arrays.get(c.task());
    Check.that(array != null, "this model has not been told the array of task %s; it knows those of %s", c.task(),
        arrays.keySet());
    Check.that(array.antennas() == c.antennas(), "%s has %d antennas, its array %s does not", c.task(), c.antennas(),
        array);
    return array;
  }

  /** Adds nothing, since there are parts for all of them. */
  @Override
  public Set<Configuration> addHeads(Collection<Configuration> configurations) {
    configurations.forEach(this::array);
    return Set.of();
  }

  /** A transmission and the array that sends it. */
  record Part(AntennaArray array, Transmission transmission) {
    AnyArraySetting setting() {
      Configuration c = transmission.configuration();
      return new AnyArraySetting(array, c.pilots(), c.bits(), transmission.power(),
          transmission.pilotPower() / transmission.power());
    }

    long rows() {
      return transmission.noise().getShape().get(0);
    }
  }

  /** Parts with the same setting and what this network is for them. */
  private record Group(AnyArraySetting setting, SteeredHeads.Plain plain, List<Integer> members) {}

  @Override
  public List<NDArray> precoders(Pass pass, List<Transmission> transmissions) {
    List<NDArray> precoders = config.network().output().precoders(pass,
        sent(pass, transmissions.stream().map(t -> new Part(array(t.configuration()), t)).toList())); // (31)
    for (int i = 0; i < precoders.size(); i++) {
      pass.in(transmissions.get(i).configuration().key()).record("V", precoders.get(i));
    }
    return precoders;
  }

  /** In training some of the batches have another array, L and B, see {@link DrawnSettings}. */
  @Override
  public NDArray measure(Pass pass, List<Transmission> transmissions, double[] weights) {
    List<Part> parts = transmissions.stream().map(t -> {
      AntennaArray array = array(t.configuration());
      return pass.mode().training() ? DrawnSettings.part(pass, config, array, t) : new Part(array, t);
    }).toList();
    return WeightedSumRate.of(pass, parts.stream().map(Part::transmission).toList(),
        config.network().output().unscaled(pass, sent(pass, parts)), weights);
  }

  /** From channels to what the base station's last layer puts out for each part. */
  private List<PrecoderOutput.Outputs> sent(Pass pass, List<Part> parts) {
    Pass own = pass.in(HEADS);
    List<Group> groups = groups(own, parts);
    NDList received = new NDList();
    for (Group group : groups) { // Eq. (5), and the first layer of the users
      NDArray y = received(own, group, parts);
      received.add(heads.first(own, group.plain, y, group.setting.pilotPower(), group.setting.array().antennas()));
    }
    NDArray values = heads.encoded(own, Rows.joined(received));
    NDArray q = SignQuantizer.withErrors(own, config.network().quantizer().forward(own, values), // (6)
        pass.mode().training() ? config.bitErrors() : 0);
    NDList sent = Rows.parted(q, rows(received));
    NDList heard = new NDList();
    for (int i = 0; i < groups.size(); i++) {
      heard.add(sent.get(i).mul(first(own, groups.get(i).setting.bits())));
    }
    return fromBits(pass, parts, groups, own.record("heard", Rows.joined(heard)));
  }

  /** Behind the feedback, (8) up to (30): bits (rows, most bits), group after group, to outputs of each part. */
  private List<PrecoderOutput.Outputs> fromBits(Pass pass, List<Part> parts, List<Group> groups, NDArray bits) {
    Pass own = pass.in(HEADS);
    List<Part> inGroups = groups.stream().flatMap(group -> group.members.stream()).map(parts::get).toList();
    NDArray z0 = own.record("z0", heads.heard(own, bits).add(context(own, inGroups, groups)));
    NDList tokens = Rows.parted(z0, inGroups.stream().mapToLong(Part::rows).toArray());
    List<UserTokens> before = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      Transmission t = inGroups.get(i).transmission;
      before.add(new UserTokens(t.configuration(), t.power(), tokens.get(i)));
    }
    List<UserTokens> behind = UserTokens.through(trunk, pass.in(WiFoE.TRUNK), before); // (29)
    NDList z = new NDList(behind.stream().map(UserTokens::z).toList());
    NDArray choices = heads.choices(own, Rows.joined(z));
    NDList chosen = choices == null ? null : Rows.parted(choices, rows(z));
    PrecoderOutput.Outputs[] outputs = new PrecoderOutput.Outputs[parts.size()];
    int first = 0;
    for (Group group : groups) { // (30)
      NDList members = new NDList(z.subList(first, first + group.members.size()));
      NDList out = Rows.parted(heads.out(group.plain, Rows.joined(members)), rows(members));
      for (int i = 0; i < members.size(); i++) {
        UserTokens part = behind.get(first + i);
        outputs[group.members.get(i)] = new PrecoderOutput.Outputs(out.get(i),
            chosen == null ? null : chosen.get(first + i), part.configuration().users(), part.power());
      }
      first += members.size();
    }
    return Arrays.asList(outputs);
  }

  /** What the base station adds to its tokens: what it is told of each group, and of each sample its SNR. */
  private NDArray context(Pass own, List<Part> inGroups, List<Group> groups) {
    NDArray ratios = Rows.joined(new NDList(inGroups.stream().map(part -> {
      Transmission t = part.transmission;
      return t.power() == 1 ? t.noisePower() : t.noisePower().div(own.scalar(t.power()));
    }).toList()));
    int rows = (int) inGroups.stream().mapToLong(Part::rows).sum();
    long[] samples = new long[rows];
    long[] settings = new long[rows];
    int part = 0;
    int row = 0;
    int sample = 0;
    for (int group = 0; group < groups.size(); group++) {
      for (int member = 0; member < groups.get(group).members.size(); member++) {
        Transmission t = inGroups.get(part++).transmission;
        for (int i = 0; i < t.samples() * t.configuration().users(); i++) {
          samples[row] = sample + i / t.configuration().users();
          settings[row++] = group;
        }
        sample += t.samples();
      }
    }
    NDList biases = new NDList(groups.stream().map(group -> group.plain.inBias()).toList());
    return Rows.of(heads.atSnr(own, ratios), samples).add(Rows.of(Rows.joined(biases), settings));
  }

  private static long[] rows(NDList arrays) {
    return arrays.stream().mapToLong(array -> array.getShape().get(0)).toArray();
  }

  private NDArray received(Pass own, Group group, List<Part> parts) {
    double power = group.setting.power() * group.setting.pilotPower(); // E_s
    NDArray x = own.record("X", group.plain.pilots().mul(own.scalar(Math.sqrt(power))));
    NDList h = new NDList();
    NDList noise = new NDList();
    for (int i : group.members) {
      h.add(parts.get(i).transmission.channels());
      noise.add(parts.get(i).transmission.noise());
    }
    return own.record("y", PilotMatrix.received(own, Rows.joined(h), x, Rows.joined(noise)));
  }

  /** Ones for bits that are sent and zeros for others, (1, most bits). */
  private NDArray first(Pass pass, int bits) {
    return bits == config.maxBits() ? pass.filled(1, 1, bits)
        : pass.filled(1, 1, bits).concat(pass.filled(0, 1, config.maxBits() - bits), 1);
  }

  private List<Group> groups(Pass own, List<Part> parts) {
    Map<AnyArraySetting, List<Integer>> members = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      members.computeIfAbsent(parts.get(i).setting(), key -> new ArrayList<>()).add(i);
    }
    Map<AntennaArray, Steering> steering = new LinkedHashMap<>();
    List<Group> groups = new ArrayList<>();
    members.forEach((setting, list) -> groups.add(new Group(setting, plain(own, setting,
        steering.computeIfAbsent(setting.array(), array -> steering(own, array))), list)));
    return groups;
  }

  private Steering steering(Pass pass, AntennaArray array) {
    double[][] vectors = SectorDirections.of(config.directions()).steering(array);
    return Steering.of(pass, vectors[0], vectors[1], config.directions());
  }

  private SteeredHeads.Plain plain(Pass own, AnyArraySetting setting, Steering steering) {
    return heads.plain(own, steering, setting.pilots(), own.manager().create(setting.facts())
        .reshape(1, AnyArrayConfig.FACTS).toType(own.precision(), false));
  }

  /** What this network is for a setting. */
  SteeredHeads.Plain plain(Pass own, AnyArraySetting setting) {
    return plain(own, setting, steering(own, setting.array()));
  }

  SteeredHeads heads() {
    return heads;
  }

  @Override
  public Precoder precoder(TaskConfig task, long noiseSeed, double wrongBits) {
    return new LearnedPrecoder(new AnyArray(this, task), task, RandomStream.root(noiseSeed), wrongBits);
  }

  /**
   * The paper's network for one task, with plain parts that this one's geometry gives, for a base station that knows
   * its SNR: the same bits and the same precoders at the paper's cost, and what Algorithm 2 may start from. Close it.
   */
  public WiFoE headsFor(TaskConfig task, double snrDb) {
    return new PlainHeads(new AnyArray(this, task), task, snrDb).network();
  }

  @Override
  public AnyArrayConfig config() {
    return config;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, String> description() {
    return AnyArrayFile.describe(this);
  }

  /** The network, its size and what it is for. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s, %,d weights, at most %d pilots and %d bits", name(), parameters().size(),
        config.maxPilots(), config.maxBits());
  }

  @Override
  public List<TrainingRecord> provenance() {
    return provenance;
  }

  @Override
  public void setProvenance(List<TrainingRecord> trainings) {
    provenance = List.copyOf(trainings);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
