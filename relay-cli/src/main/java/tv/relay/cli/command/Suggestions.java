package tv.relay.cli.command;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What somebody may have meant who wrote a name that there isn't. */
final class Suggestions {
  private static final int MOST = 2;

  private Suggestions() {}

  /** The names that are like the word, the nearest first; often none. */
  static List<String> of(String word, Stream<String> names) {
    String bare = bare(word);
    int patience = Math.max(1, bare.length() / 3);
    return names
        .filter(name -> distance(bare, bare(name)) <= patience)
        .sorted(Comparator.comparingInt(name -> distance(bare, bare(name))))
        .limit(MOST)
        .toList();
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "").replaceFirst("=.*", "").toLowerCase(Locale.ROOT);
  }

  /** Letters to add, leave out, change or swap with the next; none where one begins the other. */
  private static int distance(String word, String name) {
    if (word.length() > 2 && name.startsWith(word)) {
      return 0;
    }
    int[][] cost = new int[word.length() + 1][name.length() + 1];
    for (int i = 0; i <= word.length(); i++) {
      for (int j = 0; j <= name.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = word.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + change, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && word.charAt(i - 1) == name.charAt(j - 2)
            && word.charAt(i - 2) == name.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[word.length()][name.length()];
  }
}
