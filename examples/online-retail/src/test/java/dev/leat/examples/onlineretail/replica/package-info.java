@NullMarked
package dev.leat.examples.onlineretail.replica;

import org.jspecify.annotations.NullMarked;
