package tv.relay.cli.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What axe-core has against a page as it is shown now. */
final class Accessibility {
  private static final String AXE = "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js";

  private Accessibility() {}

  /** WCAG 2.1 A and AA, and axe's own advice; empty when all is well. */
  static List<String> complaints(Tab tab) throws IOException {
    try (InputStream in = Accessibility.class.getResourceAsStream(AXE)) {
      tab.value(new String(in.readAllBytes(), StandardCharsets.UTF_8) + "; 1");
    }
    JsonNode violations =
        tab.value(
            "axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v =>"
                + " v.id + ': ' + v.nodes.map(n => n.target + ' ' +"
                + " (n.any[0]?.message ?? n.html)).join('; ')))");
    List<String> complaints = new ArrayList<>();
    violations.forEach(violation -> complaints.add(violation.asText()));
    return complaints;
  }
}
