/**
 * A Java kernel for Jupyter on JShell, which knows nothing of precoding and imports nothing of ours. {@link JavaKernel}
 * answers the notebook. {@code CellEvaluator} runs a cell, {@code SnippetClasses} and {@link Redefinition} keep its
 * values when something is edited, {@code Interruption} and {@link StopCheck} end it, {@code Renderers} show charts,
 * images and tables, {@link Presentation} lets other packages say how theirs look, {@link GenuineKernels} shows both in
 * IJava and JJava, {@code Magics} carry out lines that begin with a percent sign.
 */
package io.wifoe.kernel;
