import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;

/** Signs each line of standard input with the example in Java; example-signers.ts says what stands in one. */
public class SignLines {
  public static void main(String[] args) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in));
    for (String line; (line = input.readLine()) != null; ) {
      String[] parts = line.split("\t", -1);
      var headers = new Signer(parts[0], Path.of(parts[1]))
          .sign(parts[2], parts[3], Base64.getDecoder().decode(parts[4]));
      System.out.println(headers.entrySet().stream().map(header -> header.getKey() + ": " + header.getValue())
          .collect(Collectors.joining("\t")));
    }
  }
}
