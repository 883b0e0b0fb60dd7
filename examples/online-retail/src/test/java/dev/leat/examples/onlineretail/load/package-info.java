@NullMarked
package dev.leat.examples.onlineretail.load;

import org.jspecify.annotations.NullMarked;
