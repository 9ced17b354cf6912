package io.wifoe.channel.tr38901;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.junit.jupiter.api.Test;

class ParameterTablesTest {
  private static final ParameterTables TABLES = ParameterTables.standard();
  /** The standard prints offsets with four decimals. */
  private static final double PRINTED = 1e-4;
  /** Smallest eigenvalues were written down with five decimals. */
  private static final double EIGENVALUE_PRINTED = 1e-5;

  @Test
  void rayOffsetsSumToZeroAndHaveRmsOne() {
    double[] offsets = TABLES.rayOffsets();
    assertEquals(20, offsets.length);
    assertEquals(0, Arrays.stream(offsets).sum(), 1e-12);
    assertEquals(1, Math.sqrt(Arrays.stream(offsets).map(x -> x * x).sum() / 20), PRINTED);
  }

  @Test
  void subClustersAreAPartitionWithThePowersOfTable755() {
    int[] rays = Arrays.stream(TABLES.subClusters()).flatMapToInt(Arrays::stream).sorted().toArray();
    assertEquals(IntStream.rangeClosed(1, 20).boxed().toList(), Arrays.stream(rays).boxed().toList());
    assertEquals(10, TABLES.subClusters()[0].length);
    assertEquals(6, TABLES.subClusters()[1].length);
    assertEquals(4, TABLES.subClusters()[2].length);
  }

  @Test
  void correlationMatricesArePositiveDefinite() {
    JsonNode published = Expected.resource("large-scale-expected.json").get("smallestEigenvalues");
    assertEquals(6, TABLES.scenarios().size());
    TABLES.scenarios().forEach((name, parameters) -> {
      double[][] c = LargeScaleModel.correlations(parameters.correlations());
      double[] eigenvalues = new EigenDecomposition(new Array2DRowRealMatrix(c)).getRealEigenvalues();
      double smallest = Arrays.stream(eigenvalues).min().orElseThrow();
      assertTrue(smallest > 0, name);
      assertEquals(published.get(name).asDouble(), smallest, EIGENVALUE_PRINTED, name);
    });
  }

  @Test
  void clustersFitTheScratchSpace() {
    TABLES.scenarios().values().forEach(p -> assertTrue(p.clusters() <= Clusters.MOST));
  }
}
