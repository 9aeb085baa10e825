package io.tcp4j.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The name of the host, router or NAT that a parameter stands for. Without it, a node is called
/// what its parameter is called, which needs a compiler that is told to keep those names
/// (`-parameters`).
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Host {
  /// Returns the name.
  String value();
}
