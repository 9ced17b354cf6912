package io.wifoe.cli;

import io.wifoe.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code wifoe}: the library's work without a notebook. */
@Command(name = "wifoe", mixinStandardHelpOptions = true, version = "wifoe 0.1.0",
    description = "End-to-end FDD precoding: channels, precoders, training and sum rates.",
    subcommands = {ChannelsCommand.class, EvaluateCommand.class, PretrainCommand.class, FinetuneCommand.class,
        RunsCommand.class, ExperimentCommand.class, BenchCommand.class, PlanCommand.class,
        FewPathCommand.class})
public final class WifoeCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int BAD_INPUT = 2;

  @Spec private CommandSpec spec;

  /** The whole command line; bad input ends with a sentence on standard error and exit code 2. */
  public static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new WifoeCommand());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler((e, args) -> {
      CommandLine command = e.getCommandLine();
      command.getErr().println("wifoe: " + e.getMessage());
      command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      return BAD_INPUT;
    });
    commandLine.setExecutionExceptionHandler((e, command, parsed) -> {
      boolean badInput = e instanceof IllegalArgumentException || e instanceof IOException
          || e instanceof UncheckedIOException;
      command.getErr().println("wifoe: " + sentence(e));
      return badInput ? BAD_INPUT : FAILED;
    });
    return commandLine;
  }

  /** Runs the program. */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    // a driver that the cluster itself has started fails for it by exiting, and succeeds by coming to its end
    if (code != 0 || !"cluster".equals(System.getProperty("spark.submit.deployMode"))) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "a command is missing; there are "
        + String.join(", ", spec.subcommands().keySet()));
  }

  /** The file system's own messages are bare file names. */
  private static String sentence(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + ": there is no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return e.getMessage() + ": access is denied";
    }
    if (e instanceof FileAlreadyExistsException there) {
      return there.getFile() + ": there is a file of this name already";
    }
    if (e instanceof FileSystemException system) {
      return system.getFile() + ": " + AtomicFile.reason(system);
    }
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
