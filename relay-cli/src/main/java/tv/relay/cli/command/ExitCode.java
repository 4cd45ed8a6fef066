package tv.relay.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of every command. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int FAILED = 1;
  public static final int USAGE = 2;
  public static final int UNREACHABLE = 3;
  public static final int REFUSED = 4;

  private ExitCode() {}

  /** Codes and what they mean, in order, as help shows them. */
  static Map<String, String> meanings() {
    Map<String, String> meanings = new LinkedHashMap<>();
    meanings.put(Integer.toString(DONE), "done");
    meanings.put(Integer.toString(FAILED), "failed");
    meanings.put(Integer.toString(USAGE), "wrong usage");
    meanings.put(Integer.toString(UNREACHABLE), "server not reachable");
    meanings.put(Integer.toString(REFUSED), "refused or not found");
    return meanings;
  }
}
