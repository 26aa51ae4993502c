import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs requests in the dialect `signet`, with what the key's page saved. May be used by several threads at once. */
final class Signer {
  private final String accessKey;
  /** Of a key pair; null of a secret. */
  private final PrivateKey privateKey;
  private final SecretKeySpec secret;

  /** @param keyFile a key pair's private key (PEM), or a file with the secret `sgs_…` in it (`.json`, `.env`) */
  Signer(String accessKey, Path keyFile) throws IOException, GeneralSecurityException {
    this.accessKey = accessKey;
    String saved = Files.readString(keyFile);
    if (saved.contains("PRIVATE KEY")) {
      byte[] der = Base64.getMimeDecoder().decode(saved.replaceAll("-----.*?-----", ""));
      privateKey = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
      secret = null;
    } else {
      var found = Pattern.compile("sgs_\\w+").matcher(saved);
      if (!found.find()) throw new IOException("The key file holds neither a private key nor a secret.");
      privateKey = null;
      secret = new SecretKeySpec(found.group().getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }
  }

  /**
   * The headers of one request, for one use.
   *
   * @param target path and query, exactly as they are sent
   * @param body its bytes, exactly as they are sent
   */
  Map<String, String> sign(String method, String target, byte[] body) {
    try {
      int at = target.indexOf('?');
      String path = at < 0 ? target : target.substring(0, at);
      String query = at < 0 ? "" : target.substring(at + 1);
      String timestamp = Long.toString(System.currentTimeMillis());
      String digest = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
      String text = String.join("\n", timestamp, method, path, query, digest);
      return Map.of("signet-key", accessKey, "signet-timestamp", timestamp,
          "signet-signature", prove(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException error) {
      throw new IllegalStateException(error);
    }
  }

  private String prove(byte[] text) throws GeneralSecurityException {
    if (privateKey == null) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(secret);
      return HexFormat.of().formatHex(mac.doFinal(text));
    }
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(privateKey);
    signature.update(text);
    return Base64.getEncoder().encodeToString(signature.sign());
  }
}
