/** Every limit with its name, unit and default, from code or from properties. */
@NullMarked
package dev.leat.config;

import org.jspecify.annotations.NullMarked;
