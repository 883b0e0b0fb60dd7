/** Tests of configuration keys, values and their reference page. */
@NullMarked
package dev.leat.config;

import org.jspecify.annotations.NullMarked;
