/**
 * What a notebook shows: records as {@link Tables}, series as {@link Charts}. No logic of its own; nothing but
 * notebooks and the command line imports it.
 */
package io.wifoe.notebook;
