/**
 * The pipelines of {@code samples/ci}, run as their services run them: the commands of a job in
 * bash, one after the other, in a clone of a repository, with what an environment's variables say.
 * What is a service's own (fetching sources, keeping artifacts, posting comments) is done by hand.
 */
package dev.instar.samples.pipeline;
