/**
 * Rules over the code of all modules: who may know whom, what every package has, how every file is
 * formatted. {@link dev.instar.samples.architecture.House} is the code they read.
 */
package dev.instar.samples.architecture;
