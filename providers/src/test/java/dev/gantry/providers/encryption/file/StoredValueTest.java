package dev.gantry.providers.encryption.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.EnumSource;

final class StoredValueTest {
  private static final String PLACE = "/registry/secrets/default/a";

  /** What apiserver's own transformers made, of Kubernetes' source built with Go. */
  @ParameterizedTest
  @CsvFileSource(resources = "kubernetes-values.csv", delimiter = ' ')
  void opensWhatKubernetesWrote(String cipher, String key, String plain, String stored) {
    StoredValue value = StoredValue.read(hex(stored));
    Writer.Key writer =
        new Writer.Key("key1", KeyCipher.of(cipher).orElseThrow(), KeySecret.of(hex(key)));
    assertThat(value.head()).isEqualTo(new StoredValue.Head.Keyed(writer.cipher(), "key1"));
    // The file has an x before each text, since a column of none would be missing.
    assertThat(value.open(writer, PLACE))
        .map(StoredValueTest::text)
        .contains(text(hex(plain)).substring(1));
  }

  @Test
  void aesGcmGivesTheAnswerOfItsAuthors() {
    // McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, test case 16.
    byte[] value =
        AesValues.encryptGcm(
            hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"),
            hex("cafebabefacedbaddecaf888"),
            hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
            hex(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"));
    assertThat(HexFormat.of().formatHex(value))
        .isEqualTo(
            "cafebabefacedbaddecaf888"
                + "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
                + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
                + "76fc6ece0f4e1768cddf8853bb2d551b");
  }

  @Test
  void aesCbcGivesTheAnswerOfNist() {
    // SP 800-38A, F.2.5, first block; a whole block of padding follows.
    byte[] key = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    byte[] iv = hex("000102030405060708090a0b0c0d0e0f");
    byte[] value = AesValues.encryptCbc(key, iv, hex("6bc1bee22e409f96e93d7e117393172a"));
    assertThat(value).hasSize(48);
    assertThat(HexFormat.of().formatHex(value))
        .startsWith("000102030405060708090a0b0c0d0e0ff58c4c04d6e5f1ba779eabfb5f7bfbd6");
  }

  @Test
  void secretboxGivesTheAnswerOfNaCl() {
    // Bernstein, "Cryptography in NaCl", section 10: tests/secretbox.c.
    byte[] value =
        SecretBox.encrypt(
            hex("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389"),
            hex("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37"),
            hex(
                "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc"
                    + "e5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb31"
                    + "0e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde"
                    + "048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f93776384864"
                    + "5e0705"));
    assertThat(HexFormat.of().formatHex(value))
        .isEqualTo(
            "69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37"
                + "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce"
                + "48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c972"
                + "71d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae"
                + "90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b3"
                + "7973f622a43d14a6599b1f654cb45a74e355a5");
  }

  @ParameterizedTest
  @EnumSource
  void aValueOpensByItsKeyAlone(KeyCipher cipher) {
    Writer.Key key = new Writer.Key("key1", cipher, KeySecret.generate());
    for (int length = 0; length < 50; length++) {
      byte[] plain = "é".repeat(length).getBytes(StandardCharsets.UTF_8);
      byte[] stored = StoredValue.write(key, PLACE, plain);
      StoredValue value = StoredValue.read(stored);
      assertThat(value.isBy(key)).isTrue();
      assertThat(value.isBy(Writer.identity())).isFalse();
      assertThat(value.open(key, PLACE)).contains(plain);
      assertThat(value.open(Writer.identity(), PLACE)).isEmpty();
      assertThat(StoredValue.write(key, PLACE, plain)).isNotEqualTo(stored);
    }
    assertThat(KeySecret.ofBase64(key.secret().base64())).contains(key.secret());
  }

  @ParameterizedTest
  @EnumSource(names = {"AESGCM", "SECRETBOX"})
  void noByteCanBeAlteredOrCutUnnoticed(KeyCipher cipher) {
    Writer.Key key = new Writer.Key("key1", cipher, KeySecret.generate());
    byte[] stored = StoredValue.write(key, PLACE, new byte[40]);
    for (int i = key.prefix().length(); i < stored.length; i++) {
      byte[] altered = stored.clone();
      altered[i] ^= 4;
      assertThat(StoredValue.read(altered).open(key, PLACE)).isEmpty();
      byte[] cut = Arrays.copyOf(stored, i);
      assertThat(StoredValue.read(cut).open(key, PLACE)).isEmpty();
    }
    Writer.Key other = new Writer.Key("key1", cipher, KeySecret.generate());
    assertThat(StoredValue.read(stored).open(other, PLACE)).isEmpty();
  }

  @Test
  void aesGcmIsBoundToThePlace() {
    Writer.Key key = new Writer.Key("key1", KeyCipher.AESGCM, KeySecret.generate());
    StoredValue value = StoredValue.read(StoredValue.write(key, PLACE, new byte[3]));
    assertThat(value.open(key, "/registry/secrets/default/b")).isEmpty();
  }

  @Test
  void aHeadIsToldForWhatItIs() {
    assertThat(head("k8s:enc:kms:v1:vault:x")).isEqualTo(new StoredValue.Head.Kms("v1", "vault"));
    assertThat(head("k8s:enc:kms:v2:vault:x")).isEqualTo(new StoredValue.Head.Kms("v2", "vault"));
    assertThat(head("k8s:enc:aescbc:v1:a.b:"))
        .isEqualTo(new StoredValue.Head.Keyed(KeyCipher.AESCBC, "a.b"));
    assertThat(head("k8s:enc:aescbc:v1:é:"))
        .isEqualTo(new StoredValue.Head.Keyed(KeyCipher.AESCBC, "é"));
    assertThat(head("k8s:enc:aescbc:v2:a:")).isInstanceOf(StoredValue.Head.Unknown.class);
    assertThat(head("k8s:enc:rot13:v1:a:")).isInstanceOf(StoredValue.Head.Unknown.class);
    assertThat(head("k8s:enc:aesgcm:v1:cut")).isInstanceOf(StoredValue.Head.Unknown.class);
    assertThat(head("{\"kind\"")).isEqualTo(new StoredValue.Head.Clear());
    assertThat(head("")).isEqualTo(new StoredValue.Head.Clear());
  }

  @Test
  void aKeyHasNoTextForm() {
    KeySecret secret = KeySecret.of("0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    Writer.Key key = new Writer.Key("key1", KeyCipher.AESGCM, secret);
    assertThat(key.toString()).doesNotContain(secret.base64(), "012345", "[B").contains("9f9f5111");
    assertThat(KeySecret.ofBase64("%")).isEmpty();
    Writer.Key unfit = new Writer.Key("key1", KeyCipher.SECRETBOX, secret);
    assertThatThrownBy(() -> StoredValue.write(unfit, PLACE, new byte[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static StoredValue.Head head(String value) {
    return StoredValue.read(value.getBytes(StandardCharsets.UTF_8)).head();
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
