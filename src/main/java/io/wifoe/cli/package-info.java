/**
 * The program {@code wifoe}: one class for each command ({@link WifoeCommand} lists them), which turns options into
 * calls of the library and results into text or JSON. Results go to standard output, everything said on the way to
 * standard error; bad input ends with a sentence and code 2.
 */
package io.wifoe.cli;
