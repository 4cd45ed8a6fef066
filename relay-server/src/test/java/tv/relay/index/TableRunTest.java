package tv.relay.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tv.relay.mpegts.TsPacket;

class TableRunTest {
  private static final List<Table> TABLES =
      List.of(table(0, 1), table(0x1000, 2), table(0x1001, 1));

  private final TableRun run = new TableRun();

  @Test
  void shouldCountPatAndPmtsOneAfterTheOther() {
    notes(0, 0x1000, 0x1000, 0x1001);
    assertThat(run.packets(TABLES)).isEqualTo(4);
  }

  @Test
  void shouldCountFromTheLatestPat() {
    notes(0, 0x1000, 0, 0x1000, 0x1000, 0x1001);
    assertThat(run.packets(TABLES)).isEqualTo(4);
  }

  @Test
  void shouldNotTakeWhatIsInterrupted() {
    notes(0, 0x1000, 0x100, 0x1000, 0x1001);
    assertThat(run.packets(TABLES)).isZero();
  }

  @Test
  void shouldNotTakeWhatLacksATable() {
    notes(0, 0x1000, 0x1000);
    assertThat(run.packets(TABLES)).isZero();
  }

  /** As many packets, but one table twice and another not at all. */
  @Test
  void shouldNotTakeATableForAnother() {
    notes(0, 0x1001, 0x1001, 0x1001);
    assertThat(run.packets(TABLES)).isZero();
  }

  @Test
  void shouldNotTakeWhatBeginsWithoutAPat() {
    notes(0x1000, 0x1000, 0x1001, 0x1001);
    assertThat(run.packets(TABLES)).isZero();
  }

  private void notes(int... pids) {
    int previous = -1;
    for (int pid : pids) {
      run.note(pid, pid != 0x100, pid != previous);
      previous = pid;
    }
  }

  private static Table table(int pid, int packets) {
    return new Table(pid, new byte[packets * TsPacket.BYTES]);
  }
}
