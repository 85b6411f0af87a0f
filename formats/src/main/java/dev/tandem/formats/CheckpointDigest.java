package dev.tandem.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The SHA-256 of a checkpoint file, kept in the file itself: it is that of the whole file with the
 * digest's own digits as zeros. So it covers every byte, the header's padding included.
 *
 * <p>It is always the first entry of the metadata, and so in a fixed place.
 */
final class CheckpointDigest {
  private static final String KEY = "tandem.sha256";
  private static final String ZEROS = "0".repeat(64);
  private static final byte[] BEFORE =
      ("{\"__metadata__\":{\"" + KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);

  private CheckpointDigest() {}

  /** Returns the content with its digest. */
  static SafetensorsFile seal(SafetensorsFile content) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KEY, ZEROS);
    metadata.putAll(content.metadata());
    metadata.put(KEY, ZEROS); // one of an earlier sealing gave its own
    SafetensorsFile blank = new SafetensorsFile(content.tensors(), metadata);
    MessageDigest sha256 = sha256();
    blank.write(new DigestOutputStream(OutputStream.nullOutputStream(), sha256));
    return blank.withMetadata(KEY, HexFormat.of().formatHex(sha256.digest()));
  }

  /**
   * Checks a whole file.
   *
   * @throws FormatException if its content is not what was sealed
   */
  static void require(InputStream file) throws IOException {
    int digits = Long.BYTES + BEFORE.length;
    byte[] head = file.readNBytes(digits + ZEROS.length());
    if (head.length < digits + ZEROS.length()
        || !Arrays.equals(BEFORE, Arrays.copyOfRange(head, Long.BYTES, digits))) {
      throw new FormatException("header does not begin with " + KEY);
    }
    String promised = new String(head, digits, ZEROS.length(), StandardCharsets.ISO_8859_1);
    Arrays.fill(head, digits, head.length, (byte) '0');
    MessageDigest sha256 = sha256();
    sha256.update(head);
    new DigestInputStream(file, sha256).transferTo(OutputStream.nullOutputStream());
    if (!promised.equals(HexFormat.of().formatHex(sha256.digest()))) {
      throw new FormatException("content does not match its " + KEY);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
