/**
 * A Java kernel for Jupyter on JShell, which knows nothing of precoding and imports nothing of ours. {@link JavaKernel}
 * answers the notebook, {@link CellEvaluator} runs a cell and {@link StopCheck} ends it, {@link Renderers} show charts,
 * images and tables.
 */
package io.wifoe.kernel;
