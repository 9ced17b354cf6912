package io.wifoe.kernel;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.apache.maven.repository.internal.MavenRepositorySystemUtils;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.graph.Exclusion;
import org.eclipse.aether.repository.LocalRepository;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactResult;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.util.filter.DependencyFilterUtils;
import org.eclipse.aether.util.repository.JreProxySelector;

/** Jars from Maven repositories with all they depend on, found as Maven finds them and kept in its local folder. */
final class MavenJars {
  private final List<RemoteRepository> repositories = new ArrayList<>(List.of(repository("central",
      System.getProperty("wifoe.maven.central", "https://repo.maven.apache.org/maven2/"))));
  private RepositorySystem system;

  private static RemoteRepository repository(String id, String url) {
    return new RemoteRepository.Builder(id, "default", url).build();
  }

  /** {@code ID URL} or {@code URL}. */
  void addRepository(List<String> words) {
    String url = words.get(words.size() - 1);
    repositories.add(repository(words.size() > 1 ? words.get(0) : "repository" + repositories.size(), url));
  }

  /**
   * Jars of artifacts, {@code group:artifact:version} each, and of what they need to run.
   *
   * @throws CellException if a coordinate is none, or something cannot be found
   */
  List<Path> resolve(List<String> coordinates) throws CellException {
    List<Dependency> wanted = new ArrayList<>();
    for (String each : coordinates) {
      try {
        wanted.add(new Dependency(new DefaultArtifact(each), "compile"));
      } catch (IllegalArgumentException e) {
        throw Magics.wrong("%maven " + each, "does not read GROUP:ARTIFACT:VERSION");
      }
    }
    return resolve(wanted, List.of());
  }

  /**
   * Jars of the dependencies of a POM, or of a piece of one: {@code <dependency>} elements, with or without what stands
   * around them.
   *
   * @param scopes which of them, separated by blanks; compile and runtime if blank
   */
  List<Path> fromPom(String xml, String scopes) throws CellException {
    Set<String> wanted = scopes.isBlank() ? Set.of("compile", "runtime") : Set.of(scopes.strip().split("[\\s,]+"));
    Model model = PomModel.effective(read(xml), system(), session(), repositories);
    model.getRepositories().forEach(each -> repositories.add(repository(each.getId(), each.getUrl())));
    List<Dependency> managed = model.getDependencyManagement() == null ? List.of()
        : model.getDependencyManagement().getDependencies().stream().map(MavenJars::dependency).toList();
    return resolve(model.getDependencies().stream().map(MavenJars::dependency)
        .filter(each -> wanted.contains(each.getScope())).toList(), managed);
  }

  private static Model read(String xml) throws CellException {
    String text = xml.strip();
    String body = text.contains("<project") ? text
        : "<project>" + (text.contains("<dependencies>") ? text : wrapped(text)) + "</project>";
    try {
      return new MavenXpp3Reader().read(new StringReader(body), false);
    } catch (IOException | XmlPullParserException e) {
      throw Magics.wrong("%loadFromPOM", "reads no POM there: " + e.getMessage());
    }
  }

  /** Dependencies, repositories and others may stand side by side without the elements around them. */
  private static String wrapped(String text) {
    String repositories = elements(text, "repository");
    return "<repositories>" + repositories + "</repositories><dependencies>" + elements(text, "dependency")
        + "</dependencies>";
  }

  private static String elements(String text, String name) {
    return Pattern.compile("(?s)<" + name + ">.*?</" + name + ">").matcher(text).results()
        .map(MatchResult::group).collect(Collectors.joining());
  }

  private static Dependency dependency(org.apache.maven.model.Dependency each) {
    Artifact artifact = new DefaultArtifact(each.getGroupId(), each.getArtifactId(), each.getClassifier(),
        each.getType() == null || each.getType().equals("test-jar") ? "jar" : each.getType(), each.getVersion());
    List<Exclusion> exclusions = each.getExclusions().stream()
        .map(other -> new Exclusion(other.getGroupId(), other.getArtifactId(), "*", "*")).toList();
    String scope = each.getScope() == null ? "compile" : each.getScope();
    return new Dependency(artifact, scope, each.isOptional(), exclusions);
  }

  private List<Path> resolve(List<Dependency> wanted, List<Dependency> managed) throws CellException {
    CollectRequest collect = new CollectRequest(wanted, managed, repositories);
    try {
      return system().resolveDependencies(session(),
              new DependencyRequest(collect, DependencyFilterUtils.classpathFilter("compile", "runtime")))
          .getArtifactResults().stream().map(ArtifactResult::getArtifact)
          .filter(artifact -> !isThere(artifact, wanted)).map(artifact -> artifact.getFile().toPath()).toList();
    } catch (DependencyResolutionException e) {
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      throw Magics.wrong("%maven", "did not find everything: " + cause.getMessage());
    }
  }

  /** What the kernel runs on comes first, whatever is added; a cell is told which version it has. */
  private static boolean isThere(Artifact artifact, List<Dependency> wanted) {
    String start = artifact.getArtifactId() + "-";
    Set<String> versions = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
        .filter(jar -> jar.getFileName().toString().startsWith(start)
            && jar.getFileName().toString().matches(".*-\\d[^-]*\\.jar") && isOfGroup(jar, artifact))
        .map(jar -> jar.getFileName().toString())
        .map(name -> name.substring(start.length(), name.length() - ".jar".length()))
        .filter(version -> Character.isDigit(version.charAt(0)))
        .collect(Collectors.toCollection(TreeSet::new));
    if (wanted.stream().anyMatch(each -> each.getArtifact().getArtifactId().equals(artifact.getArtifactId()))) {
      versions.stream().filter(version -> !version.equals(artifact.getVersion())).forEach(version -> System.err.printf(
          "%s is on the kernel's class path as %s; it stays, and %s is not added.%n", artifact.getArtifactId(), version,
          artifact.getVersion()));
    }
    return !versions.isEmpty();
  }

  /**
   * By what Maven wrote into a jar; where it wrote nothing by the artifact's name if the group has it too, as
   * {@code org.ow2.asm} has {@code asm}, or by the packages: there are many artifacts named api.
   */
  private static boolean isOfGroup(Path jar, Artifact artifact) {
    try (JarFile file = new JarFile(jar.toFile())) {
      String told = "META-INF/maven/" + artifact.getGroupId() + "/" + artifact.getArtifactId() + "/";
      String packages = artifact.getGroupId().replace('.', '/') + "/";
      boolean named = artifact.getGroupId().contains(artifact.getArtifactId().split("-")[0]);
      boolean tells = file.stream().anyMatch(entry -> entry.getName().startsWith("META-INF/maven/"));
      return !tells && named || file.stream().anyMatch(entry -> entry.getName().startsWith(tells ? told : packages));
    } catch (IOException e) {
      return true;
    }
  }

  private RepositorySystem system() {
    if (system == null) {
      system = new RepositorySystemSupplier().get();
    }
    return system;
  }

  private RepositorySystemSession session() {
    DefaultRepositorySystemSession session = MavenRepositorySystemUtils.newSession();
    String folder = System.getProperty("maven.repo.local", System.getProperty("user.home") + "/.m2/repository");
    session.setLocalRepositoryManager(system().newLocalRepositoryManager(session, new LocalRepository(folder)));
    session.setProxySelector(new JreProxySelector());
    session.setSystemProperties(System.getProperties());
    return session;
  }
}
