package dev.gantry.resources.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a field is when it is not set, written as it would be in YAML flow style. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
  /** YAML flow text, for example {@code 30}, {@code [a, b]} or {@code {enabled: true}}. */
  String value();
}
