type Parts = {
  file: string
  /** The variable that holds the file's password. */
  password: string
  /** Null where the server's CA is one that Java knows. */
  caFile: string | null
  address: string
}

/** A Java program, run from its source (Java 11 and later), that signs in with a PKCS#12 file. */
export function javaProgram({ file, password, caFile, address }: Parts): string {
  const trust = `
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (var in = new FileInputStream("${caFile}")) {
      for (var ca : CertificateFactory.getInstance("X.509").generateCertificates(in))
        trusted.setCertificateEntry("ca" + trusted.size(), ca);
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
`
  return `import java.io.FileInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyStore;${caFile ? '\nimport java.security.cert.CertificateFactory;' : ''}
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;${caFile ? '\nimport javax.net.ssl.TrustManagerFactory;' : ''}

public class SignetClient {
  public static void main(String[] args) throws Exception {
    char[] password = System.getenv("${password}").toCharArray();
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (var in = new FileInputStream("${file}")) {
      own.load(in, password);
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, password);
${caFile ? trust : ''}
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), ${caFile ? 'trust.getTrustManagers()' : 'null'}, null);
    var client = HttpClient.newBuilder().sslContext(context).build();
    var request = HttpRequest.newBuilder(URI.create("${address}")).build();
    var answer = client.send(request, BodyHandlers.ofString());
    System.out.println(answer.statusCode());
    System.out.println(answer.body());
  }
}
`
}
