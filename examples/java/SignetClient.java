import java.io.FileInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Logs in to the API with a web certificate (.p12) and a key, sends requests, and stops when it is told to.
 * Settings are environment variables; see README.md. Java 17 or later, nothing to install.
 */
public class SignetClient {
  private static final String URL = System.getenv("SIGNET_URL");
  private static final String KEY = System.getenv("SIGNET_KEY");
  private static final String SECRET = System.getenv("SIGNET_SECRET");
  private static final String PATH = System.getenv().getOrDefault("SIGNET_PATH", "/v1/key");
  private static final double SECONDS = Double.parseDouble(System.getenv().getOrDefault("SIGNET_SECONDS", "10"));

  private static final CountDownLatch stopping = new CountDownLatch(1);
  private static HttpClient http;

  public static void main(String[] args) throws Exception {
    http = HttpClient.newBuilder().sslContext(mutualTls()).version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10)).build();
    var opened = ask("POST", "/v1/sessions", () -> signed("POST", "/v1/sessions"));
    if (opened.statusCode() != 201) {
      System.err.println("no login: " + opened.body());
      System.exit(1);
    }
    String token = field(opened.body(), "token");
    System.out.println("logged in: " + field(opened.body(), "id"));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> logOut(token)));
    var listener = new Thread(() -> listen(token));
    listener.setDaemon(true);
    listener.start();
    while (stopping.getCount() > 0) {
      try {
        System.out.println("signed request: " + ask("GET", PATH, () -> signed("GET", PATH)).statusCode());
        int status = ask("GET", "/v1/sessions/current", () -> withToken(token)).statusCode();
        if (status == 200) System.out.println("session request: " + status);
        else if (status == 401) stop("the session is not accepted");
      } catch (IOException error) {
        System.err.println("not reached: " + error.getMessage());
      }
      stopping.await((long) (SECONDS * 1000), TimeUnit.MILLISECONDS);
    }
  }

  /** The end: once, for one reason. Nothing is tried again with a session that has ended. */
  private static synchronized void stop(String why) {
    if (stopping.getCount() == 0) return;
    System.out.println(why);
    stopping.countDown();
  }

  /** Sends a request; waits and repeats where the gateway asks for patience (429, 503). */
  private static HttpResponse<String> ask(String method, String target, Supplier<Map<String, String>> headers)
      throws IOException, InterruptedException {
    while (true) {
      // Signed anew for each try: a signature is good once.
      var answer = http.send(request(method, target, headers.get()).timeout(Duration.ofSeconds(20)).build(),
          BodyHandlers.ofString());
      int status = answer.statusCode();
      if (status == 429 || status == 503) {
        long seconds = Long.parseLong(answer.headers().firstValue("retry-after").orElse("5"));
        if (!stopping.await(seconds, TimeUnit.SECONDS)) continue;
      }
      if (answer.body().contains("\"code\":304")) stop("forced logout: " + field(answer.body(), "reason"));
      return answer;
    }
  }

  /** Server-sent events: over each break it comes back, until it is told that the session has ended. */
  private static void listen(String token) {
    long retryMs = 3000;
    String lastId = null;
    while (stopping.getCount() > 0) {
      var headers = new HashMap<>(withToken(token));
      headers.put("accept", "text/event-stream");
      if (lastId != null) headers.put("last-event-id", lastId);
      try {
        var answer = http.send(request("GET", "/v1/sessions/current/events", headers).build(), BodyHandlers.ofLines());
        if (answer.statusCode() == 204) stop("forced logout: told before");
        else if (answer.statusCode() == 401) stop("the session is not accepted");
        else if (answer.statusCode() != 200)
          retryMs = 1000 * Long.parseLong(answer.headers().firstValue("retry-after").orElse("5"));
        String event = "";
        for (String line : (Iterable<String>) answer.body()::iterator) {
          if (line.startsWith("id: ")) lastId = line.substring(4);
          else if (line.startsWith("retry: ")) retryMs = Long.parseLong(line.substring(7));
          else if (line.startsWith("event: ")) event = line.substring(7);
          else if (line.startsWith("data: ") && event.equals("forced_logout"))
            stop("forced logout: " + field(line, "reason"));
        }
      } catch (IOException | RuntimeException error) {
        System.err.println("the stream broke: " + error.getMessage());
      } catch (InterruptedException interrupted) {
        return;
      }
      try {
        stopping.await(retryMs, TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        return;
      }
    }
  }

  private static void logOut(String token) {
    if (stopping.getCount() == 0) return;
    stop("logging out");
    try {
      http.send(request("DELETE", "/v1/sessions/current", withToken(token)).timeout(Duration.ofSeconds(5)).build(),
          BodyHandlers.discarding());
    } catch (IOException | InterruptedException error) {
      System.err.println("not logged out: " + error.getMessage());
    }
  }

  private static HttpRequest.Builder request(String method, String target, Map<String, String> headers) {
    var builder = HttpRequest.newBuilder(URI.create(URL + target))
        .method(method, HttpRequest.BodyPublishers.noBody()).header("user-agent", "signet-example-java/1");
    headers.forEach(builder::header);
    return builder;
  }

  private static Map<String, String> withToken(String token) {
    return Map.of("authorization", "Bearer " + token);
  }

  /** The dialect `signet` for a request without a body. */
  private static Map<String, String> signed(String method, String target) {
    try {
      int at = target.indexOf('?');
      String path = at < 0 ? target : target.substring(0, at);
      String query = at < 0 ? "" : target.substring(at + 1);
      String timestamp = Long.toString(System.currentTimeMillis());
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest());
      String text = String.join("\n", timestamp, method, path, query, digest);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String signature = HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
      return Map.of("signet-key", KEY, "signet-timestamp", timestamp, "signet-signature", signature);
    } catch (java.security.GeneralSecurityException error) {
      throw new IllegalStateException(error);
    }
  }

  /** A text of a flat JSON answer. Use a JSON library in a program of your own. */
  private static String field(String json, String name) {
    var found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return found.find() ? found.group(1) : "";
  }

  private static SSLContext mutualTls() throws Exception {
    char[] password = System.getenv("SIGNET_PASSWORD").toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (var file = new FileInputStream(System.getenv("SIGNET_CERT"))) {
      own.load(file, password);
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted());
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** Null is what Java trusts by itself. */
  private static KeyStore trusted() throws Exception {
    String file = System.getenv("SIGNET_CA");
    if (file == null) return null;
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var opened = new FileInputStream(file)) {
      store.setCertificateEntry("signet", CertificateFactory.getInstance("X.509").generateCertificate(opened));
    }
    return store;
  }
}
