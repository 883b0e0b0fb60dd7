package dev.leat.testkit.verify;

import dev.leat.verify.Finding.Kind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The kind of corruption that a test plants. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Plants {

    Kind value();
}
