import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Logs in to the API with a web certificate (.p12) and a key, sends requests, and stops when it is told to.
 * Settings are environment variables; see README.md. Java 17 or later, nothing to install.
 */
public class SignetClient {
  private static final String URL = System.getenv("SIGNET_URL");
  private static final String PATH = System.getenv().getOrDefault("SIGNET_PATH", "/v1/key");
  private static final double SECONDS = Double.parseDouble(System.getenv().getOrDefault("SIGNET_SECONDS", "10"));
  private static final byte[] NO_BODY = {};
  /** EX_TEMPFAIL: whatever started this program may start it again. */
  private static final int START_AGAIN = 75;

  private static final CountDownLatch stopping = new CountDownLatch(1);
  private static int exitCode = 0;
  private static HttpClient http;

  public static void main(String[] args) throws Exception {
    var signer = new Signer(System.getenv("SIGNET_KEY"), Path.of(System.getenv("SIGNET_KEY_FILE")));
    http = HttpClient.newBuilder().sslContext(mutualTls()).version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10)).build();
    String token = logIn(signer);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> logOut(token)));
    var listener = new Thread(() -> listen(token));
    listener.setDaemon(true);
    listener.start();
    while (stopping.getCount() > 0) {
      try {
        System.out.println("signed request: " + inWords(ask("GET", PATH, () -> signer.sign("GET", PATH, NO_BODY))));
        var answer = ask("GET", "/v1/sessions/current", () -> withToken(token));
        if (answer.statusCode() == 401) stop("the session is not accepted: " + inWords(answer), 1);
        else System.out.println("session request: " + inWords(answer));
      } catch (IOException error) {
        System.err.println("not reached: " + error);
      }
      stopping.await((long) (SECONDS * 1000), TimeUnit.MILLISECONDS);
    }
    System.exit(exitCode);
  }

  private static String logIn(Signer signer) throws InterruptedException {
    try {
      var opened = ask("POST", "/v1/sessions", () -> signer.sign("POST", "/v1/sessions", NO_BODY));
      if (opened.statusCode() == 201) {
        System.out.println("logged in: " + field(opened.body(), "id"));
        return field(opened.body(), "token");
      }
      System.err.println("no login: " + opened.body());
      System.exit(1);
    } catch (IOException error) {
      System.err.println("not reached: " + error);
      System.exit(START_AGAIN);
    }
    return null;
  }

  /** The end: once, for one reason. Nothing is tried again with a session that has ended. */
  private static synchronized void stop(String why, int code) {
    if (stopping.getCount() == 0) return;
    System.out.println(why);
    exitCode = code;
    stopping.countDown();
  }

  /** Told by the gateway. By its time alone a session ends without anybody having taken anything back. */
  private static void loggedOut(String reason) {
    boolean isOver = reason.equals("session_expired") || reason.equals("session_idle");
    stop("forced logout: " + reason, isOver ? START_AGAIN : 0);
  }

  /** Sends a request; waits and repeats where the gateway asks for patience (429, 503): for what may be sent twice. */
  private static HttpResponse<String> ask(String method, String target, Supplier<Map<String, String>> headers)
      throws IOException, InterruptedException {
    while (true) {
      // Signed anew for each try: a signature is good once.
      var answer = http.send(request(method, target, headers.get()), BodyHandlers.ofString());
      int status = answer.statusCode();
      if ((status == 429 || status == 503) && !stopping.await(patience(answer), TimeUnit.SECONDS)) continue;
      if (answer.body().contains("\"code\":304")) loggedOut(field(answer.body(), "reason"));
      return answer;
    }
  }

  /** Seconds to wait; Retry-After may be a date too (RFC 9110 10.2.3), or missing. */
  private static long patience(HttpResponse<?> answer) {
    String said = answer.headers().firstValue("retry-after").orElse("");
    return said.matches("\\d{1,4}") ? Math.max(1, Long.parseLong(said)) : 5;
  }

  /** Server-sent events: over each break it comes back, until it is told that the session has ended. */
  private static void listen(String token) {
    var silence = Executors.newSingleThreadScheduledExecutor();
    long retryMs = 3000;
    String lastId = null;
    try {
      while (stopping.getCount() > 0) {
        var headers = new HashMap<>(withToken(token));
        headers.put("accept", "text/event-stream");
        if (lastId != null) headers.put("last-event-id", lastId);
        try {
          var answer = http.send(request("GET", "/v1/sessions/current/events", headers), BodyHandlers.ofInputStream());
          int status = answer.statusCode();
          if (status == 204) stop("forced logout: told before", 0);
          else if (status == 401) stop("the session is not accepted", 1);
          else if (status != 200) retryMs = 1000 * patience(answer);
          var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
          String event = "";
          for (String line; (line = readLine(lines, answer.body(), silence)) != null; ) {
            if (line.startsWith("id: ")) lastId = line.substring(4);
            else if (line.matches("retry: \\d{1,9}")) retryMs = Long.parseLong(line.substring(7));
            else if (line.startsWith("event: ")) event = line.substring(7);
            else if (line.startsWith("data: ") && event.equals("forced_logout")) loggedOut(field(line, "reason"));
          }
        } catch (IOException error) {
          System.err.println("the stream broke: " + error);
        }
        stopping.await(retryMs, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      silence.shutdownNow();
    }
  }

  /** A stream pings every 15 seconds: silence for longer is a broken connection, which is closed here. */
  private static String readLine(BufferedReader lines, java.io.InputStream stream, ScheduledExecutorService silence)
      throws IOException {
    var closing = silence.schedule(() -> {
      stream.close();
      return null;
    }, 40, TimeUnit.SECONDS);
    try {
      return lines.readLine();
    } finally {
      closing.cancel(false);
    }
  }

  private static void logOut(String token) {
    if (stopping.getCount() == 0) return;
    stop("logging out", 0);
    try {
      int status = http.send(request("DELETE", "/v1/sessions/current", withToken(token)), BodyHandlers.discarding())
          .statusCode();
      if (status != 204) System.err.println("not logged out: " + status);
    } catch (IOException | InterruptedException error) {
      System.err.println("not logged out: " + error);
    }
  }

  private static HttpRequest request(String method, String target, Map<String, String> headers) {
    var builder = HttpRequest.newBuilder(URI.create(URL + target)).timeout(Duration.ofSeconds(20))
        .method(method, HttpRequest.BodyPublishers.noBody()).header("user-agent", "signet-example-java/1");
    headers.forEach(builder::header);
    return builder.build();
  }

  private static Map<String, String> withToken(String token) {
    return Map.of("authorization", "Bearer " + token);
  }

  private static String inWords(HttpResponse<String> answer) {
    String message = field(answer.body(), "message");
    return answer.statusCode() + (message.isEmpty() ? "" : " " + field(answer.body(), "code") + ": " + message);
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
      for (var ca : CertificateFactory.getInstance("X.509").generateCertificates(opened))
        store.setCertificateEntry("ca" + store.size(), ca);
    }
    return store;
  }
}
