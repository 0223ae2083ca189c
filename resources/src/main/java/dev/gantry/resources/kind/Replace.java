package dev.gantry.resources.kind;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A change of this field cannot be made in place: the resource is replaced. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Replace {
  /** Why, for the plan: ends the sentence "must be replaced because …". */
  String value();
}
