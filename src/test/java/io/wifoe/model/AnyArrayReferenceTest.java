package io.wifoe.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.types.DataType;
import io.wifoe.nn.PrecoderOutput;
import io.wifoe.task.AntennaArray;
import io.wifoe.task.SectorDirections;
import io.wifoe.task.TaskConfig;
import org.apache.commons.math3.complex.Complex;
import org.apache.commons.math3.complex.ComplexField;
import org.apache.commons.math3.linear.Array2DRowFieldMatrix;
import org.apache.commons.math3.linear.FieldLUDecomposition;
import org.apache.commons.math3.linear.FieldMatrix;
import org.junit.jupiter.api.Test;

/**
 * What geometry makes for a task, written down once more with complex numbers and loops. All that stands behind is
 * {@link WiFoE}, which the golden files of another implementation test.
 */
class AnyArrayReferenceTest {
  private static final double ROUNDING = 1e-11;
  private static final double SNR_DB = 17;
  private static final int DIRECTIONS = 20;

  @Test
  void partsAreThoseOfTheReference() {
    for (TaskConfig task : new TaskConfig[] {AnyArrayTest.SMALL, AnyArrayTest.WIDE}) {
      try (AnyArray model = AnyArrayTest.model(PrecoderOutput.STRUCTURED, DataType.FLOAT64);
          WiFoE made = model.headsFor(task, SNR_DB)) {
        new Reference(model, task).compare(made);
      }
    }
  }

  private static final class Reference {
    private final AnyArray model;
    private final TaskConfig task;
    private final Complex[][] steering; // a_s, (S, Nt)
    private final Complex[][] beams; // X at power 1, (L, Nt)

    Reference(AnyArray model, TaskConfig task) {
      this.model = model;
      this.task = task;
      AntennaArray array = task.array();
      SectorDirections directions = SectorDirections.of(DIRECTIONS);
      steering = new Complex[DIRECTIONS][array.antennas()];
      for (int s = 0; s < DIRECTIONS; s++) {
        for (int row = 0; row < array.rows(); row++) {
          for (int column = 0; column < array.columns(); column++) {
            double z = (row - 0.5 * (array.rows() - 1)) * array.verticalSpacing();
            double y = (column - 0.5 * (array.columns() - 1)) * array.horizontalSpacing();
            double angle = 2 * Math.PI * (z * directions.up(s) + y * directions.side(s));
            steering[s][column * array.rows() + row] = new Complex(Math.cos(angle), Math.sin(angle));
          }
        }
      }
      beams = new Complex[task.pilots()][array.antennas()];
      for (int l = 0; l < task.pilots(); l++) {
        double power = 0;
        for (int n = 0; n < array.antennas(); n++) {
          Complex sum = Complex.ZERO;
          for (int s = 0; s < DIRECTIONS; s++) {
            sum = sum.add(steering[s][n].multiply(new Complex(at("any/C_re", s, l), at("any/C_im", s, l))));
          }
          beams[l][n] = sum;
          power += sum.abs() * sum.abs();
        }
        for (int n = 0; n < array.antennas(); n++) {
          beams[l][n] = beams[l][n].divide(Math.sqrt(power));
        }
      }
    }

    private double at(String name, long... place) {
      return model.parameters().get(name).getDouble(place);
    }

    void compare(WiFoE made) {
      String scope = task.name() + "/";
      int antennas = task.antennas();
      for (int l = 0; l < task.pilots(); l++) {
        for (int n = 0; n < antennas; n++) {
          assertEquals(beams[l][n].getReal(), made.parameters().get(scope + "X_re").getDouble(n, l), ROUNDING);
          assertEquals(beams[l][n].getImaginary(), made.parameters().get(scope + "X_im").getDouble(n, l), ROUNDING);
        }
      }
      compareFirstLayer(made, scope);
      double[] facts = facts();
      double snr = (SNR_DB - 10) / 20;
      for (int i = 0; i < 16; i++) {
        double sum = at("any/in.b", i) + snr * at("any/insnr.W", 0, i) + snr * snr * at("any/insnr.W", 1, i);
        for (int f = 0; f < facts.length; f++) {
          sum += facts[f] * at("any/infacts.W", f, i);
        }
        assertEquals(sum, made.parameters().get(scope + "in.b").getDouble(i), ROUNDING);
        for (int b = 0; b < task.bits(); b++) {
          assertEquals(at("any/in.W", b, i), made.parameters().get(scope + "in.W").getDouble(b, i));
          if (i < 12) {
            assertEquals(at("any/encout.W", i, b), made.parameters().get(scope + "encout.W").getDouble(i, b));
          }
        }
        for (int n = 0; n < antennas; n++) {
          Complex out = Complex.ZERO;
          for (int s = 0; s < DIRECTIONS; s++) {
            out = out.add(steering[s][n].multiply(
                new Complex(at("any/out.W", i, s), at("any/out.W", i, s + DIRECTIONS))));
          }
          out = out.divide(Math.sqrt(DIRECTIONS));
          assertEquals(out.getReal(), made.parameters().get(scope + "out.W").getDouble(i, n), ROUNDING);
          assertEquals(out.getImaginary(), made.parameters().get(scope + "out.W").getDouble(i, n + antennas), ROUNDING);
        }
        assertEquals(at("any/choices.W", i, 1),
            made.parameters().get(scope + "out.W").getDouble(i, 2 * antennas + 1));
      }
    }

    /** Each column of y alone, real and imaginary, through estimates of the directions and the first layer. */
    private void compareFirstLayer(WiFoE made, String scope) {
      int length = task.pilots();
      Complex[][] seen = new Complex[DIRECTIONS][length]; // a_s^H x_l
      double squares = 0;
      for (int s = 0; s < DIRECTIONS; s++) {
        for (int l = 0; l < length; l++) {
          seen[s][l] = Complex.ZERO;
          for (int n = 0; n < task.antennas(); n++) {
            seen[s][l] = seen[s][l].add(steering[s][n].conjugate().multiply(beams[l][n]));
          }
          squares += seen[s][l].abs() * seen[s][l].abs();
        }
      }
      double scale = Math.sqrt(DIRECTIONS / squares); // of real and imaginary rows together 2 S
      FieldMatrix<Complex> gram = new Array2DRowFieldMatrix<>(ComplexField.getInstance(), length, length);
      for (int l = 0; l < length; l++) {
        for (int m = 0; m < length; m++) {
          Complex sum = l == m ? new Complex(Math.exp(at("any/encridge", 0))) : Complex.ZERO;
          for (int s = 0; s < DIRECTIONS; s++) {
            sum = sum.add(seen[s][l].conjugate().multiply(seen[s][m]).multiply(
                scale * scale * length / DIRECTIONS));
          }
          gram.setEntry(l, m, sum);
        }
      }
      FieldMatrix<Complex> inverse = new FieldLUDecomposition<>(gram).getSolver().getInverse();
      double power = Math.sqrt(task.antennas() / task.configuration(3).pilotColumnPower(1));
      double[] facts = facts();
      for (int i = 0; i < 12; i++) {
        for (int part = 0; part < 2; part++) {
          for (int l = 0; l < length; l++) {
            double sum = 0;
            for (int s = 0; s < DIRECTIONS; s++) {
              Complex estimate = Complex.ZERO;
              for (int m = 0; m < length; m++) {
                estimate = estimate.add(inverse.getEntry(l, m).multiply(seen[s][m].conjugate()).multiply(scale));
              }
              estimate = part == 0 ? estimate : estimate.multiply(Complex.I);
              sum += estimate.getReal() * at("any/enc0.W", s, i)
                  + estimate.getImaginary() * at("any/enc0.W", s + DIRECTIONS, i);
            }
            assertEquals(power * sum, made.parameters().get(scope + "enc0.W").getDouble(part * length + l, i),
                ROUNDING);
          }
        }
        double bias = at("any/enc0.b", i);
        for (int f = 0; f < facts.length; f++) {
          bias += facts[f] * at("any/encfacts.W", f, i);
        }
        assertEquals(bias, made.parameters().get(scope + "enc0.b").getDouble(i), ROUNDING);
      }
    }

    private double[] facts() {
      AntennaArray a = task.array();
      return new double[] {log2(task.pilots() / 24.0), (task.pilots() - 24) / 32.0, log2(task.bits() / 20.0),
        (task.bits() - 20) / 20.0, log2(a.antennas() / 96.0), log2(a.rows() * a.verticalSpacing() / 6),
        log2(a.columns() * a.horizontalSpacing() / 4), log2(4.0 * task.pilots() / a.antennas())};
    }

    private static double log2(double x) {
      return Math.log(x) / Math.log(2);
    }
  }
}
