package io.wifoe;

/** What this library calls itself in the files it writes. */
public final class Library {
  /** Name and version. */
  public static final String NAME = "wifoe 0.1.0";

  private Library() {}
}
