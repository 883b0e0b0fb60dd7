/** Examines a database, before Leat runs on it and while it does. Start with {@link dev.leat.cli.doctor.DoctorCommand}. */
@NullMarked
package dev.leat.cli.doctor;

import org.jspecify.annotations.NullMarked;
