package tv.relay.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import tv.relay.registry.SourceUrl;

/**
 * Opens sources over HTTP. Redirects are followed here, hop by hop, so that each is seen: at most
 * {@value #MAX_REDIRECTS}, to http or https only, and what the channel sends to prove who it is
 * stays with the host that it was meant for.
 *
 * <p>Safe for any thread; one instance serves the whole relay. Every opening is a connection of its
 * own that is closed after use.
 */
public final class SourceClient implements AutoCloseable {
  static final int MAX_REDIRECTS = 5;
  private static final int MAX_LINE_BYTES = 16 * 1024;
  private static final int MAX_HEADERS = 100;

  /** Headers that describe the player rather than prove who pays; these go to any host. */
  private static final Set<String> HARMLESS_HEADERS =
      Set.of(
          "accept",
          "accept-language",
          "origin",
          "referer",
          "icy-metadata",
          "if-none-match",
          "if-modified-since");

  private final CloseableHttpClient http;
  private final String defaultUserAgent;
  private final RedirectRule rule;

  /**
   * A client without a connection.
   *
   * @param allowPrivateRedirects whether a provider may send us into our own network
   */
  public SourceClient(
      SourceTimeouts timeouts, String defaultUserAgent, boolean allowPrivateRedirects) {
    this(
        timeouts,
        defaultUserAgent,
        new RedirectRule(
            SystemDefaultDnsResolver.INSTANCE, OwnNetwork::contains, allowPrivateRedirects));
  }

  SourceClient(SourceTimeouts timeouts, String defaultUserAgent, RedirectRule rule) {
    this.defaultUserAgent = defaultUserAgent;
    this.rule = rule;
    Http1Config limits =
        Http1Config.custom()
            .setMaxLineLength(MAX_LINE_BYTES)
            .setMaxHeaderCount(MAX_HEADERS)
            .setMaxEmptyLineCount(4)
            .build();
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(limits)
                    .responseParserFactory(
                        new DefaultHttpResponseParserFactory(
                            limits, new TolerantLineParser(), null))
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(timeouts.connect()))
                    .setSocketTimeout(Timeout.of(timeouts.stall()))
                    .build())
            .setDnsResolver(rule)
            // The number of sources is bounded by the channels, not by a pool.
            .setMaxConnTotal(Integer.MAX_VALUE)
            .setMaxConnPerRoute(Integer.MAX_VALUE)
            .build();
    http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setResponseTimeout(Timeout.of(timeouts.stall()))
                    .setConnectionKeepAlive(TimeValue.ZERO_MILLISECONDS)
                    .setProtocolUpgradeEnabled(false)
                    .setAuthenticationEnabled(false)
                    .build())
            // -Dhttp.proxyHost and its kin, where the operator has set them.
            .setProxySelector(ProxySelector.getDefault())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableDefaultUserAgent()
            .build();
  }

  /**
   * Asks for the source, following redirects from its own URL. Blocks until the response head is
   * there.
   *
   * @param attempt lets another thread end this at any time
   * @throws UpstreamException saying what was wrong, in words without credentials
   * @throws IOException when a body that has to be decoded breaks off at its beginning
   */
  OpenSource open(Source source, Attempt attempt) throws IOException {
    HttpClientContext context = HttpClientContext.create();
    context.setCookieStore(new BasicCookieStore());
    RedirectRule.Way way = new RedirectRule.Way();
    SourceUrl url = source.url();
    for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
      rule.enter(way, url.host());
      ClassicHttpResponse response = send(source, url, context, attempt);
      if (!Redirects.isRedirect(response.getCode())) {
        return accepted(response, attempt, url.uri().getScheme().equalsIgnoreCase("http"));
      }
      attempt.drop(response);
      url = Redirects.target(url.uri(), response);
    }
    throw new UpstreamException(
        Failure.Kind.REJECTED, "the source redirects more than " + MAX_REDIRECTS + " times");
  }

  private ClassicHttpResponse send(
      Source source, SourceUrl url, HttpClientContext context, Attempt attempt)
      throws UpstreamException {
    HttpGet request = new HttpGet(url.uri());
    addHeaders(request, source, url);
    attempt.begin(request);
    HttpHost host = new HttpHost(url.uri().getScheme(), url.host(), url.port());
    try {
      return http.executeOpen(host, request, context);
    } catch (IOException e) {
      throw attempt.isCancelled()
          ? new UpstreamException(Failure.Kind.CANCELLED, "closed by the relay", e)
          : ConnectFailures.explain(e, host.toURI());
    } finally {
      rule.leave();
    }
  }

  private void addHeaders(HttpGet request, Source source, SourceUrl url) {
    boolean ownHost = Redirects.sameHost(source.url(), url);
    request.setHeader(
        "User-Agent", source.userAgent() != null ? source.userAgent() : defaultUserAgent);
    request.setHeader("Accept", "*/*");
    request.setHeader("Connection", "close");
    for (Map.Entry<String, String> header : source.headers().entrySet()) {
      if (ownHost || HARMLESS_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT))) {
        request.setHeader(header.getKey(), header.getValue());
      }
    }
    String userInfo = source.url().userInfo();
    if (ownHost && userInfo != null && !request.containsHeader("Authorization")) {
      byte[] bytes = userInfo.getBytes(StandardCharsets.UTF_8);
      request.setHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
  }

  private static OpenSource accepted(
      ClassicHttpResponse response, Attempt attempt, boolean unencrypted) throws IOException {
    int status = response.getCode();
    if ((status != 200 && status != 206) || response.getEntity() == null) {
      attempt.drop(response);
      throw ConnectFailures.status(response);
    }
    try {
      HttpEntity entity = response.getEntity();
      InputStream raw = entity.getContent();
      InputStream body = ContentCoding.decoded(response, raw);
      boolean plain = unencrypted && !entity.isChunked() && body == raw;
      String type = entity.getContentType();
      return new OpenSource(response, attempt, body, plain, type == null ? "" : type);
    } catch (IOException e) {
      attempt.drop(response);
      throw e;
    }
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }

  /** One try to open and read a source, as seen by the thread that may want to end it. */
  static final class Attempt {
    private final AtomicReference<HttpGet> current = new AtomicReference<>();
    private volatile boolean cancelled;

    private void begin(HttpGet request) {
      current.set(request);
      if (cancelled) {
        request.cancel();
      }
    }

    /** Ends connecting or reading at once; any thread, any number of times. */
    void cancel() {
      cancelled = true;
      HttpGet request = current.get();
      if (request != null) {
        request.cancel();
      }
    }

    /**
     * Gives up a response and its connection. Closing alone would first read the body to its end,
     * and a live stream, or a page made to keep us, has none.
     */
    void drop(ClassicHttpResponse response) {
      HttpGet request = current.get();
      if (request != null) {
        request.cancel();
      }
      try {
        response.close();
      } catch (IOException e) {
        // Nothing is expected of the connection any more.
      }
    }

    boolean isCancelled() {
      return cancelled;
    }

    /** What was asked for last, after all redirects; null when nothing was. */
    URI asked() {
      HttpGet request = current.get();
      try {
        return request == null ? null : request.getUri();
      } catch (URISyntaxException e) {
        throw new IllegalStateException("the request was made of a URI", e);
      }
    }
  }
}
