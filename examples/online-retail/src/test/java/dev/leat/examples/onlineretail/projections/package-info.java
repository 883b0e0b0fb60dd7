@NullMarked
package dev.leat.examples.onlineretail.projections;

import org.jspecify.annotations.NullMarked;
