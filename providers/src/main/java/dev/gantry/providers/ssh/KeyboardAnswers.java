package dev.gantry.providers.ssh;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.client.auth.keyboard.UserInteraction;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/**
 * Answers a machine that asks in words (keyboard-interactive, RFC 4256): the configured password,
 * once, to a question for the password that is not to be seen. To anything else, such as a code or
 * a new password, there is no answer, and the error names the question.
 */
final class KeyboardAnswers implements UserInteraction {
  private static final Pattern PASSWORD =
      Pattern.compile("passw(or[dt])|kennwort|mot de passe|contrase", Pattern.CASE_INSENSITIVE);

  /** PAM asks so for one-time passwords, and for the change of one that has expired. */
  private static final Pattern ANOTHER =
      Pattern.compile(
          "one[- ]?time|otp|oath|token|code|new|retype|again|current|old",
          Pattern.CASE_INSENSITIVE);

  private static final String METHOD = "keyboard-interactive";

  private final Credentials credentials;
  private final LoginReport report;
  private boolean answered;

  KeyboardAnswers(Credentials credentials, LoginReport report) {
    this.credentials = credentials;
    this.report = report;
  }

  /** The library reads null as "no answer", and ends this way of logging in. */
  @Override
  public String @Nullable [] interactive(
      ClientSession session,
      String name,
      String instruction,
      String language,
      String[] prompts,
      boolean[] echo) {
    String[] answers = new String[prompts.length];
    for (int i = 0; i < prompts.length; i++) {
      Optional<String> answer = echo[i] ? Optional.empty() : answer(prompts[i]);
      if (answer.isEmpty()) {
        report.tell(METHOD, "it asks \"" + shown(prompts[i]) + "\", to which there is no answer");
        return null;
      }
      answers[i] = answer.get();
    }
    answered = true;
    report.note(METHOD + ": answering with the password");
    return answers;
  }

  private Optional<String> answer(String prompt) {
    return isPassword(prompt) && !answered ? credentials.password() : Optional.empty();
  }

  private static boolean isPassword(String prompt) {
    return PASSWORD.matcher(prompt).find() && !ANOTHER.matcher(prompt).find();
  }

  /** What a machine asks may be anything. */
  private static String shown(String prompt) {
    String line = prompt.replaceAll("\\p{Cc}+", " ").strip();
    return line.length() > 80 ? line.substring(0, 80) + "…" : line;
  }

  /** Passwords are not changed on the way. */
  @Override
  public @Nullable String getUpdatedPassword(
      ClientSession session, String prompt, String language) {
    report.tell("the password", "it has expired: the machine asks \"" + shown(prompt) + "\"");
    return null;
  }
}
