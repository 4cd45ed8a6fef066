package tv.relay.guide;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tv.relay.registry.ChannelDefinition;
import tv.relay.registry.DataFolderException;
import tv.relay.registry.OwnerOnly;
import tv.relay.registry.Registry;
import tv.relay.registry.RegistryListener;
import tv.relay.subscription.BusyException;
import tv.relay.subscription.Document;
import tv.relay.subscription.Subscription;
import tv.relay.subscription.Taker;

/**
 * The guides that were fetched, each kept in a file, and the one that is made of them for the
 * channels that are relayed. It is made anew when a guide has changed, and a moment after channels
 * have. Any thread.
 */
public final class Guides implements Taker, RegistryListener {
  private static final Logger LOG = LoggerFactory.getLogger(Guides.class);

  /** Changes of channels come in crowds. */
  private static final long SETTLE_NANOS = 2_000_000_000L;

  private static final long NEVER = Long.MIN_VALUE;

  private final Registry registry;
  private final Path folder;
  private final MergedFile file;

  /** The names of the guides by their rank; set once, before the first guide is taken. */
  private volatile Supplier<List<String>> order = List::of;

  private final Executor transfers;

  /** When the channels changed, or {@link #NEVER} when they are as they were merged. */
  private final AtomicLong changedNanos = new AtomicLong(System.nanoTime() - SETTLE_NANOS);

  /** Written by who holds this. */
  private volatile ServedGuide served;

  /**
   * Serves what an earlier process left, until it is made anew.
   *
   * @param dataFolder gets a folder {@code guides}
   * @throws DataFolderException when the folder can't be used
   */
  public Guides(Registry registry, Path dataFolder, Executor transfers) {
    this.registry = registry;
    this.folder = dataFolder.resolve("guides");
    this.file = new MergedFile(folder);
    this.transfers = transfers;
    try {
      Files.createDirectories(folder, OwnerOnly.folder(dataFolder));
      served = file.found();
    } catch (IOException e) {
      throw new DataFolderException(
          "The folder "
              + folder
              + " can't be made or read ("
              + e
              + "). Let the relay's user do so.",
          e);
    }
    registry.listen(this);
  }

  /** Says which guides there are, the first by rank first. */
  public void rankBy(Supplier<List<String>> names) {
    order = names;
  }

  /** The merged guide; null when there is none. */
  public ServedGuide served() {
    return served;
  }

  @Override
  public Taken take(Subscription subscription, Document document, boolean forced)
      throws IOException {
    Path fresh = folder.resolve(subscription.name() + ".new");
    try {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(fresh), 64 * 1024)) {
        copyBounded(document.body(), out);
      }
      return takeFile(subscription.name(), fresh);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private synchronized Taken takeFile(String name, Path fresh) throws IOException {
    MergedFile.Part part = new MergedFile.Part(fresh);
    try {
      merge(name, part);
    } catch (MergedFile.PartException e) {
      throw e.part() == part
          ? e
          : new IOException(
              "the file of another guide is damaged; run relay guide refresh --force for each", e);
    }
    if (!order.get().contains(name)) {
      throw new IOException("it was removed meanwhile");
    }
    Files.move(fresh, fileOf(name), StandardCopyOption.ATOMIC_MOVE);
    ServedGuide now = served;
    return new Taken(
        "knows " + part.channels() + " of the channels",
        JsonNodeFactory.instance
            .objectNode()
            .put("channels", part.channels())
            .put("mergedChannels", now.channels())
            .put("mergedProgrammes", now.programmes()));
  }

  @Override
  public void removed(Subscription subscription) {
    try {
      Files.deleteIfExists(fileOf(subscription.name()));
    } catch (IOException e) {
      LOG.warn(
          "the file of guide {} can't be removed ({}); remove {} by hand",
          subscription.name(),
          e.toString(),
          fileOf(subscription.name()));
    }
    changedNanos.set(System.nanoTime() - SETTLE_NANOS);
  }

  @Override
  public void defined(ChannelDefinition definition) {
    changedNanos.set(System.nanoTime());
  }

  @Override
  public void removed(String id) {
    changedNanos.set(System.nanoTime());
  }

  /** Has the merged guide made anew when it is time. To be called about once a second. */
  public void tick() {
    long changed = changedNanos.get();
    if (changed != NEVER
        && System.nanoTime() - changed >= SETTLE_NANOS
        && changedNanos.compareAndSet(changed, NEVER)) {
      try {
        transfers.execute(this::mergeAgain);
      } catch (BusyException e) {
        changedNanos.compareAndSet(NEVER, changed);
      }
    }
  }

  private synchronized void mergeAgain() {
    try {
      merge(null, null);
    } catch (IOException e) {
      LOG.warn(
          "the merged guide can't be made anew ({}); the old one is served on. Make room where the"
              + " disk is full, else run relay guide refresh NAME --force for each",
          e.toString());
    }
  }

  /** Merges what there is, with a fresh part in place of the one of that name. */
  private void merge(String name, MergedFile.Part fresh) throws IOException {
    List<MergedFile.Part> parts = new ArrayList<>();
    for (String each : order.get()) {
      if (each.equals(name)) {
        parts.add(fresh);
      } else if (Files.isRegularFile(fileOf(each))) {
        parts.add(new MergedFile.Part(fileOf(each)));
      }
    }
    if (parts.isEmpty()) {
      served = null;
      file.remove();
    } else {
      served = file.merge(new Wanted(registry.all()), parts, served);
    }
  }

  private Path fileOf(String name) {
    return folder.resolve(name + ".guide");
  }

  private static void copyBounded(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    InputStream bounded = new BoundedTags(in, XmltvReader.MAX_BYTES);
    for (int read = bounded.read(buffer); read >= 0; read = bounded.read(buffer)) {
      out.write(buffer, 0, read);
    }
  }
}
