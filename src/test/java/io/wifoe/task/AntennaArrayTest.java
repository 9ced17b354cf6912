package io.wifoe.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AntennaArrayTest {
  @Test
  void rowsStandOnEachOtherAndColumnsBesideEachOther() {
    assertEquals(new AntennaArray(12, 8, 0.5, 0.5, AntennaArray.Element.ISOTROPIC), AntennaArray.upa(12, 8));
    assertEquals(AntennaArray.upa(1, 64), AntennaArray.ula(64));
    assertEquals(AntennaArray.upa(64, 1), AntennaArray.verticalUla(64));
    assertEquals(96, AntennaArray.upa(12, 8).antennas());
    assertEquals("12x8 UPA", AntennaArray.upa(12, 8).toString());
    assertEquals("64x1 ULA", AntennaArray.verticalUla(64).toString());
    assertEquals("1x64 ULA", AntennaArray.ula(64).toString());
  }

  @Test
  void aChangeLeavesTheRest() {
    AntennaArray array = AntennaArray.upa(4, 2).withElement(AntennaArray.Element.SECTOR_65).withSpacing(0.8, 0.6);
    assertEquals(new AntennaArray(4, 2, 0.8, 0.6, AntennaArray.Element.SECTOR_65), array);
  }

  @Test
  void refusesWhatIsNoArray() {
    assertThrows(IllegalArgumentException.class, () -> AntennaArray.upa(4, 0));
    assertThrows(IllegalArgumentException.class, () -> AntennaArray.upa(4, 2).withSpacing(0, 0.5));
    assertThrows(IllegalArgumentException.class, () -> AntennaArray.upa(4, 2).withSpacing(0.5, -1));
    assertThrows(IllegalArgumentException.class, () -> AntennaArray.upa(4, 2).withSpacing(Double.NaN, 0.5));
    assertThrows(IllegalArgumentException.class, () -> AntennaArray.upa(4, 2).withElement(null));
    assertThrows(IllegalArgumentException.class, () -> AntennaArray.upa(1 << 16, 1 << 16));
  }
}
