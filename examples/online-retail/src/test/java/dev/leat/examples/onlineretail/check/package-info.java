@NullMarked
package dev.leat.examples.onlineretail.check;

import org.jspecify.annotations.NullMarked;
