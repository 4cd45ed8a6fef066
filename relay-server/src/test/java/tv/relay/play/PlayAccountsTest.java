package tv.relay.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.relay.play.Door.Answer;
import tv.relay.play.Login.Outcome;
import tv.relay.play.PlayAccounts.Stored;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.InvalidDefinitionException;

class PlayAccountsTest {
  @TempDir private Path folder;

  @Test
  void shouldLetInWhoKnowsThePasswordOnly() throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      PlayAccounts accounts = PlayAccounts.open(held);
      accounts.put("anna", "sesame-1", 3);

      assertThat(accounts.login("anna", "sesame-1").outcome()).isEqualTo(Outcome.WELCOME);
      assertThat(accounts.login("anna", "sesame-2").outcome()).isEqualTo(Outcome.WRONG);
      assertThat(accounts.login("anna", "").outcome()).isEqualTo(Outcome.WRONG);
      assertThat(accounts.login("anna", null).outcome()).isEqualTo(Outcome.WRONG);
      assertThat(accounts.login(null, null).outcome()).isEqualTo(Outcome.WRONG);
      assertThat(accounts.login("bert", "sesame-1").outcome()).isEqualTo(Outcome.WRONG);
    }
  }

  @Test
  void shouldKeepAccountsButNoPasswords() throws IOException {
    String made;
    try (DataFolder held = DataFolder.open(folder)) {
      PlayAccounts accounts = PlayAccounts.open(held);
      made = accounts.put("anna", null, null).password();
      accounts.put("bert", "sesame-1", 3);
    }
    assertThat(Files.readString(folder.resolve("play-accounts.json")))
        .doesNotContain(made)
        .doesNotContain("sesame-1");
    try (DataFolder held = DataFolder.open(folder)) {
      PlayAccounts accounts = PlayAccounts.open(held);
      assertThat(accounts.login("anna", made).outcome()).isEqualTo(Outcome.WELCOME);
      assertThat(accounts.login("bert", "sesame-1").player().view().maxConnections()).isEqualTo(3);
    }
  }

  @Test
  void shouldChangeWhatIsGivenOnly() throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      PlayAccounts accounts = PlayAccounts.open(held);
      accounts.put("anna", "sesame-1", 3);
      Seat seat = accounts.login("anna", "sesame-1").player().sit();

      Stored stored = accounts.put("anna", null, 1);

      assertThat(stored.isNew()).isFalse();
      assertThat(stored.password()).isNull();
      Player player = accounts.login("anna", "sesame-1").player();
      // The stream that runs counts on.
      assertThat(player.sit()).isNull();
      seat.leave();
      seat.leave();
      assertThat(player.sit()).isNotNull();
      assertThat(player.sit()).isNull();
      assertThat(accounts.put("anna", "sesame-2", null).account().maxConnections()).isEqualTo(1);
      assertThat(accounts.login("anna", "sesame-1").outcome()).isEqualTo(Outcome.WRONG);
    }
  }

  @Test
  void shouldEndTheStreamsOfAnAccountThatGoes() throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      PlayAccounts accounts = PlayAccounts.open(held);
      accounts.put("anna", "sesame-1", 3);
      AtomicInteger ended = new AtomicInteger();
      accounts.login("anna", "sesame-1").player().sit().endBy(ended::incrementAndGet);

      assertThat(accounts.remove("anna")).isTrue();

      assertThat(ended).hasValue(1);
      assertThat(accounts.login("anna", "sesame-1").outcome()).isEqualTo(Outcome.WRONG);
      assertThat(accounts.remove("anna")).isFalse();
    }
  }

  @Test
  void shouldRefuseWhatUrlsCannotCarry() throws IOException {
    try (DataFolder held = DataFolder.open(folder)) {
      PlayAccounts accounts = PlayAccounts.open(held);
      for (String password : new String[] {"short", "with/slash", "ümläut12", "a b c d e", ""}) {
        assertThatThrownBy(() -> accounts.put("anna", password, 1))
            .isInstanceOf(InvalidDefinitionException.class)
            .hasMessageStartingWith("password")
            .message()
            .doesNotContain(password.isEmpty() ? "\0" : password);
      }
      assertThatThrownBy(() -> accounts.put("a/b", "sesame-1", 1)).hasMessageStartingWith("user");
      assertThatThrownBy(() -> accounts.put("api", "sesame-1", 1)).hasMessageStartingWith("user");
      assertThatThrownBy(() -> accounts.put("anna", "sesame-1", 0))
          .hasMessageStartingWith("maxConnections");
      assertThat(accounts.all()).isEmpty();
    }
  }

  @Test
  void shouldNotStartWithAFileThatIsBroken() throws IOException {
    Files.writeString(
        folder.resolve("play-accounts.json"),
        "{\"version\":1,\"accounts\":[{\"user\":\"anna\",\"maxConnections\":1}]}");
    try (DataFolder held = DataFolder.open(folder)) {
      assertThatThrownBy(() -> PlayAccounts.open(held))
          .isInstanceOf(DataFolderException.class)
          .hasMessageContaining("account 1");
    }
  }

  /** Guessing gets nowhere and costs next to nothing, while those who are known come in. */
  @Test
  void shouldCheckFewUnknownPasswordsOnly() {
    AtomicLong clock = new AtomicLong();
    Door door = new Door(PasswordHash.of("sesame-1"), clock::get);
    assertThat(door.check("sesame-1")).isEqualTo(Answer.RIGHT);
    int checked = 0;
    while (checked < 100 && door.check("guess" + checked) == Answer.WRONG) {
      checked++;
    }

    assertThat(checked).isEqualTo(9);
    assertThat(door.check("sesame-1")).isEqualTo(Answer.RIGHT);
    // A player that asks again and again with its old password costs nothing either.
    assertThat(door.check("guess8")).isEqualTo(Answer.WRONG);
    clock.addAndGet(500_000_000L);
    assertThat(door.check("another")).isEqualTo(Answer.WRONG);
    assertThat(door.check("yet another")).isEqualTo(Answer.TOO_OFTEN);
  }

  /** A machine so slow that a check takes a second is not kept busy by who guesses. */
  @Test
  void shouldSpendLittleOnGuessesWhereACheckTakesLong() {
    long second = 1_000_000_000L;
    AtomicLong clock = new AtomicLong();
    AtomicLong calls = new AtomicLong();
    // Asked before a check and, where there is one, a second later.
    AtomicLong checked = new AtomicLong();
    Door door =
        new Door(
            PasswordHash.of("sesame-1"),
            () -> clock.addAndGet(calls.getAndIncrement() % 2 == 0 ? 0 : second));
    calls.set(0);
    for (int guess = 0; clock.get() < 120 * second; guess++) {
      if (door.check("guess" + guess) == Answer.WRONG) {
        checked.incrementAndGet();
      } else {
        // It has asked once only.
        calls.incrementAndGet();
        clock.addAndGet(second / 10);
      }
    }
    assertThat(checked.get()).isBetween(28L, 36L);
  }
}
