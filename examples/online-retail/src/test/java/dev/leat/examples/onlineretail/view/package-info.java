@NullMarked
package dev.leat.examples.onlineretail.view;

import org.jspecify.annotations.NullMarked;
