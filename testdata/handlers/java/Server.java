import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * A webhook handler for ARGOS ID Check, with the JDK alone: copy it and replace the store (and, if
 * you have one, the JSON parser by your library's). It keeps to what `argosctl replay --conformance`
 * asks for. Listens on $PORT (default: a free port) of 127.0.0.1. Run it with `java Server.java`.
 *
 * <p>With ARGOS_API_KEY set it opens encrypted bodies.
 */
public final class Server {
  private static final int MAX_BODY = 256 * 1024; // a webhook is a few kilobytes
  private static final String PATH = "/webhooks/argos";
  private static final Set<List<Object>> SEEN = ConcurrentHashMap.newKeySet(); // a real store is on disk

  private static final class Refusal extends Exception {
    final int status;

    Refusal(int status, String message) {
      super(message);
      this.status = status;
    }
  }

  public static void main(String[] args) throws IOException {
    System.setProperty("sun.net.httpserver.maxReqTime", "10"); // seconds for a whole request
    String port = System.getenv().getOrDefault("PORT", "0");
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 0);
    server.setExecutor(Executors.newFixedThreadPool(16));
    server.createContext(PATH, Server::handle);
    server.start();
    System.out.println("http://127.0.0.1:" + server.getAddress().getPort() + PATH);
  }

  private static void handle(HttpExchange exchange) throws IOException {
    int status = 200;
    String text;
    try {
      text = receive(exchange);
    } catch (Refusal refusal) {
      status = refusal.status;
      text = refusal.getMessage();
    }
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String receive(HttpExchange exchange) throws IOException, Refusal {
    byte[] body;
    try (InputStream in = exchange.getRequestBody()) {
      body = in.readNBytes(MAX_BODY + 1);
      byte[] rest = new byte[64 * 1024];
      for (int i = 0; body.length > MAX_BODY && i < 64 && in.readNBytes(rest, 0, rest.length) > 0; i++) {
        // read on, so that the answer arrives
      }
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      throw new Refusal(405, "expected POST");
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
      throw new Refusal(415, "expected application/json");
    }
    if (body.length > MAX_BODY) {
      throw new Refusal(413, "the body is too large");
    }
    Map<?, ?> event = parseObject(body);
    if (event.get("data") instanceof String sealed && !event.containsKey("webhook_trigger")) {
      event = parseObject(open(sealed));
    }
    if (!(event.get("webhook_trigger") instanceof String)) {
      throw new Refusal(400, "no webhook_trigger");
    }
    // The work comes afterwards, from a queue. Before you act on an approval,
    // ask the API for the submission: a body proves no sender.
    return SEEN.add(identity(event)) ? "stored" : "already known";
  }

  /** The same for a repeated delivery, and for nothing else. */
  private static List<Object> identity(Map<?, ?> event) {
    List<Object> id = new ArrayList<>();
    for (String name : List.of("submission_id", "token_id", "service", "webhook_trigger", "attempts", "created_at", "update_time", "delete_time")) {
      id.add(event.get(name));
    }
    for (String name : List.of("kyc_result", "action", "records", "aml_result", "data")) { // with the times of other events
      id.add(event.get(name));
    }
    return id;
  }

  /** AES-256-ECB, PKCS#7 (Java says PKCS5), Base64; the key is the SHA-256 of the API key's text. */
  private static byte[] open(String sealed) throws Refusal {
    String apiKey = System.getenv().getOrDefault("ARGOS_API_KEY", "");
    try {
      byte[] key = MessageDigest.getInstance("SHA-256").digest(apiKey.getBytes(StandardCharsets.UTF_8));
      Cipher cipher = Cipher.getInstance("AES/ECB/PKCS5Padding");
      cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"));
      return cipher.doFinal(Base64.getDecoder().decode(sealed));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Refusal(400, "the body does not open: has the API key changed?");
    }
  }

  private static Map<?, ?> parseObject(byte[] body) throws Refusal {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      if (new Json(text).document() instanceof Map<?, ?> object) {
        return object;
      }
    } catch (CharacterCodingException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Refusal(400, "not JSON");
    }
    throw new Refusal(400, "not a JSON object");
  }

  /** A small, strict JSON parser. */
  private static final class Json {
    private final String text;
    private int at;
    private int depth;

    Json(String text) {
      this.text = text;
    }

    Object document() {
      Object value = value();
      if (peek() != 0) {
        throw new IllegalArgumentException();
      }
      return value;
    }

    private char peek() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      return at < text.length() ? text.charAt(at) : 0;
    }

    private boolean take(char c) {
      boolean there = peek() == c;
      at += there ? 1 : 0;
      return there;
    }

    private void expect(boolean ok) {
      if (!ok) {
        throw new IllegalArgumentException();
      }
    }

    private Object value() {
      switch (peek()) {
        case '{':
        case '[':
          expect(++depth <= 100);
          Object group = take('{') ? object() : array();
          depth--;
          return group;
        case '"':
          return string();
        default:
          int from = at;
          while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
          }
          String word = text.substring(from, at);
          expect(word.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?"));
          return switch (word) {
            case "null" -> null;
            case "true", "false" -> Boolean.valueOf(word);
            default -> new BigDecimal(word);
          };
      }
    }

    private Map<String, Object> object() {
      Map<String, Object> members = new LinkedHashMap<>();
      if (take('}')) {
        return members;
      }
      do {
        expect(peek() == '"');
        String name = string();
        expect(take(':'));
        members.put(name, value());
      } while (take(','));
      expect(take('}'));
      return members;
    }

    private List<Object> array() {
      expect(take('['));
      List<Object> elements = new ArrayList<>();
      if (take(']')) {
        return elements;
      }
      do {
        elements.add(value());
      } while (take(','));
      expect(take(']'));
      return elements;
    }

    private String string() {
      StringBuilder out = new StringBuilder();
      for (at++; text.charAt(at) != '"'; at++) {
        char c = text.charAt(at);
        expect(c >= ' ');
        if (c != '\\') {
          out.append(c);
          continue;
        }
        char escape = text.charAt(++at);
        if (escape == 'u') {
          String hex = text.substring(at + 1, at + 5);
          expect(hex.matches("[0-9a-fA-F]{4}"));
          out.append((char) Integer.parseInt(hex, 16));
          at += 4;
        } else {
          int which = "\"\\/bfnrt".indexOf(escape);
          expect(which >= 0);
          out.append("\"\\/\b\f\n\r\t".charAt(which));
        }
      }
      at++;
      return out.toString();
    }
  }
}
