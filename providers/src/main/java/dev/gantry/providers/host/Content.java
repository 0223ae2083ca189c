package dev.gantry.providers.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes to send, from memory or from a file here; can be opened any number of times. */
public sealed interface Content {
  /** Opens the bytes from their start. */
  InputStream open() throws IOException;

  /** How many bytes there are. */
  long size() throws IOException;

  /** Text, sent as UTF-8. */
  record Text(String text) implements Content {
    @Override
    public InputStream open() {
      return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long size() {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /** A file on this machine, streamed. */
  record LocalFile(Path path) implements Content {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }

    @Override
    public long size() throws IOException {
      return Files.size(path);
    }
  }

  /** What follows the first bytes of another content: the rest of an upload that was cut off. */
  record Rest(Content whole, long from) implements Content {
    @Override
    public InputStream open() throws IOException {
      InputStream bytes = whole.open();
      bytes.skipNBytes(from);
      return bytes;
    }

    @Override
    public long size() throws IOException {
      return whole.size() - from;
    }
  }
}
