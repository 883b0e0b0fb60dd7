@NullMarked
package dev.leat.examples.onlineretail;

import org.jspecify.annotations.NullMarked;
