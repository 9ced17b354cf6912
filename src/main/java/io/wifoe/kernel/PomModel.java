package io.wifoe.kernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Parent;
import org.apache.maven.model.Repository;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.building.DefaultModelBuildingRequest;
import org.apache.maven.model.building.FileModelSource;
import org.apache.maven.model.building.ModelBuildingException;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.model.building.ModelSource2;
import org.apache.maven.model.io.xpp3.MavenXpp3Writer;
import org.apache.maven.model.resolution.ModelResolver;
import org.apache.maven.model.resolution.UnresolvableModelException;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.ArtifactRequest;
import org.eclipse.aether.resolution.ArtifactResolutionException;

/** What a POM says together with its parents and the lists of versions that it imports. */
final class PomModel {
  private PomModel() {}

  static Model effective(Model pom, RepositorySystem system, RepositorySystemSession session,
      List<RemoteRepository> repositories) throws CellException {
    if (pom.getGroupId() == null && pom.getParent() == null) {
      pom.setGroupId("cell");
    }
    if (pom.getArtifactId() == null) {
      pom.setArtifactId("cell");
    }
    if (pom.getVersion() == null && pom.getParent() == null) {
      pom.setVersion("1");
    }
    pom.setModelVersion("4.0.0");
    ModelBuildingRequest request = new DefaultModelBuildingRequest()
        .setModelSource(source(pom)).setProcessPlugins(false)
        .setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL)
        .setSystemProperties(System.getProperties())
        .setModelResolver(new Resolver(system, session, repositories));
    try {
      return new DefaultModelBuilderFactory().newInstance().build(request).getEffectiveModel();
    } catch (ModelBuildingException e) {
      throw Magics.wrong("%loadFromPOM", "reads no valid POM there: " + e.getProblems().get(0).getMessage());
    }
  }

  private static ModelSource2 source(Model pom) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new MavenXpp3Writer().write(bytes, pom);
    } catch (IOException e) {
      throw new IllegalStateException("a model in memory cannot be written", e);
    }
    return new ModelSource2() {
      @Override
      public InputStream getInputStream() {
        return new ByteArrayInputStream(bytes.toByteArray());
      }

      @Override
      public String getLocation() {
        return "the cell";
      }

      @Override
      public ModelSource2 getRelatedSource(String path) {
        return null; // a cell has no folder beside it
      }

      @Override
      public java.net.URI getLocationURI() {
        return null;
      }
    };
  }

  private record Resolver(RepositorySystem system, RepositorySystemSession session, List<RemoteRepository> repositories)
      implements ModelResolver {
    @Override
    public FileModelSource resolveModel(String group, String artifact, String version)
        throws UnresolvableModelException {
      try {
        return new FileModelSource(system.resolveArtifact(session, new ArtifactRequest(
            new DefaultArtifact(group, artifact, "pom", version), repositories, null)).getArtifact().getFile());
      } catch (ArtifactResolutionException e) {
        throw new UnresolvableModelException(e.getMessage(), group, artifact, version, e);
      }
    }

    @Override
    public FileModelSource resolveModel(Parent parent) throws UnresolvableModelException {
      return resolveModel(parent.getGroupId(), parent.getArtifactId(), parent.getVersion());
    }

    @Override
    public FileModelSource resolveModel(Dependency list) throws UnresolvableModelException {
      return resolveModel(list.getGroupId(), list.getArtifactId(), list.getVersion());
    }

    @Override
    public void addRepository(Repository repository) {
      addRepository(repository, false);
    }

    @Override
    public void addRepository(Repository repository, boolean replace) {
      // those of the POM itself are taken from the finished model
    }

    @Override
    public ModelResolver newCopy() {
      return this;
    }
  }
}
