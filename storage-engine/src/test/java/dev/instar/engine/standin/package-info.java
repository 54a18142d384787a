/**
 * The bundled engine as a stand-in: with {@code -Dinstar.bundled=true} it takes the place of
 * PostgreSQL 17 in every module's tests, but for those that need what it does not have.
 *
 * <p>Those tests are listed in {@code /not-bundled.tsv} of their module's test resources: a test
 * ({@code class#method}) and a feature a line; or they fail with the engine's own refusal of such a
 * feature, and say so. The features are listed here in {@code absent.tsv}, each with the statement
 * that the engine refuses with SQLSTATE 0A000 for want of it, or with what it says instead; {@link
 * dev.instar.engine.standin.AbsentFeaturesTest} shows that it does.
 */
package dev.instar.engine.standin;
