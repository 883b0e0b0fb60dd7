/**
 * What a run says in the end: a table for people, JSON for programs. Pure.
 */
@NullMarked
package dev.leat.chaos.report;

import org.jspecify.annotations.NullMarked;
