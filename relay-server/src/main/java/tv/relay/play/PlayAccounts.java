package tv.relay.play;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tv.relay.play.Login.Outcome;
import tv.relay.registry.DataFolder;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.InvalidDefinitionException;

/**
 * Who may watch by user and password. Reading takes no lock; changes come one after the other, each
 * saved before it counts, so they wait for the disk. Checking a password may take a tenth of a
 * second, which does not belong on an I/O thread either.
 */
public final class PlayAccounts {
  /** Most accounts that are kept. */
  public static final int MAX_ACCOUNTS = 1_000;

  /** Streams at once where nothing is said: one, and the next while a player zaps. */
  private static final int DEFAULT_CONNECTIONS = 2;

  /** Without letters and digits that look like others; 12 of these 32 are 60 bits. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private static final int MADE_CHARS = 12;

  private final PlayAccountFile file;
  private final SecureRandom random = new SecureRandom();

  /** By user, in the order in which they came, never changed; written under this. */
  private volatile Map<String, Player> players;

  /**
   * What became of a change.
   *
   * @param password the one that was made, which nobody can tell again; null when none was
   */
  public record Stored(PlayAccountView account, boolean isNew, String password) {}

  private PlayAccounts(PlayAccountFile file, Map<String, Player> players) {
    this.file = file;
    this.players = players;
  }

  /**
   * Those that the folder keeps.
   *
   * @throws DataFolderException when its file can't be read or understood
   */
  public static PlayAccounts open(DataFolder folder) {
    PlayAccountFile file = new PlayAccountFile(folder);
    Map<String, Player> players = new LinkedHashMap<>();
    file.load().forEach(account -> players.put(account.user(), player(account)));
    return new PlayAccounts(file, players);
  }

  /** All, in the order in which they came. */
  public List<PlayAccountView> all() {
    return players.values().stream().map(Player::view).toList();
  }

  /** The account of that user, if there is one. */
  public Optional<PlayAccountView> find(String user) {
    return Optional.ofNullable(players.get(user)).map(Player::view);
  }

  /** Lets somebody in, or not. */
  public Login login(String user, String password) {
    Player player = user == null || password == null ? null : players.get(user);
    if (player == null) {
      return new Login(Outcome.WRONG, null);
    }
    return switch (player.check(password)) {
      case RIGHT -> new Login(Outcome.WELCOME, player);
      case WRONG -> new Login(Outcome.WRONG, null);
      case TOO_OFTEN -> new Login(Outcome.TOO_OFTEN, null);
    };
  }

  /**
   * Adds an account or changes one. Streams under an old password end.
   *
   * @param password null to leave it, or to have one made for a new account
   * @param maxConnections null to leave it, or for the default
   * @throws InvalidDefinitionException when something breaks its rule
   * @throws UncheckedIOException when it can't be saved; then all is as before
   */
  public synchronized Stored put(String user, String password, Integer maxConnections) {
    Player old = players.get(user);
    if (old == null && players.size() >= MAX_ACCOUNTS) {
      throw new InvalidDefinitionException(
          "user", "is one more than the " + MAX_ACCOUNTS + " play accounts kept");
    }
    if (password != null) {
      PlayAccount.requirePassword(password);
    }
    int most =
        maxConnections != null
            ? maxConnections
            : old != null ? old.view().maxConnections() : DEFAULT_CONNECTIONS;
    String made = old == null && password == null ? made() : null;
    Player next;
    if (old != null && password == null) {
      next = old.withMaxConnections(most);
    } else {
      Instant created =
          old != null ? old.view().created() : Instant.now().truncatedTo(ChronoUnit.SECONDS);
      PasswordHash hash = PasswordHash.of(made != null ? made : password);
      next = player(new PlayAccount(user, most, created, hash));
    }
    Map<String, Player> changed = new LinkedHashMap<>(players);
    changed.put(user, next);
    save(changed);
    if (old != null && password != null) {
      old.endAll();
    }
    return new Stored(next.view(), old == null, made);
  }

  /**
   * Removes an account and ends its streams.
   *
   * @return whether there was one
   * @throws UncheckedIOException when that can't be saved; then all is as before
   */
  public synchronized boolean remove(String user) {
    Map<String, Player> changed = new LinkedHashMap<>(players);
    Player old = changed.remove(user);
    if (old == null) {
      return false;
    }
    save(changed);
    old.endAll();
    return true;
  }

  private void save(Map<String, Player> changed) {
    try {
      file.save(changed.values().stream().map(Player::account).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("the play accounts can't be saved", e);
    }
    players = changed;
  }

  private static Player player(PlayAccount account) {
    return new Player(account, new Door(account.hash(), System::nanoTime), new Seats());
  }

  private String made() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < MADE_CHARS; i++) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return password.toString();
  }
}
