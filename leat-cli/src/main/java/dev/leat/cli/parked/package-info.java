/** Lists parked keys and asks their owners to mend them. Start with {@link dev.leat.cli.parked.ParkedCommand}. */
@NullMarked
package dev.leat.cli.parked;

import org.jspecify.annotations.NullMarked;
