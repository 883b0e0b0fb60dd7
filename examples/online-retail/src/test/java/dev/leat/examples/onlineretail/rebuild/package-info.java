@NullMarked
package dev.leat.examples.onlineretail.rebuild;

import org.jspecify.annotations.NullMarked;
