/** Real retail events projected by several replicas, one of them killed, with a verdict at the end. */
@NullMarked
package dev.leat.examples.onlineretail;

import org.jspecify.annotations.NullMarked;
