/**
 * The table of statement forms: what each form of statement locks and what it makes the server do,
 * by major version. The data are in {@code forms.tsv}, a row for each form and range of versions
 * between which nothing differs; a test runs every form on real servers and compares. {@link
 * dev.instar.migrator.postgresql.form.Forms} reads it. Pure.
 */
package dev.instar.migrator.postgresql.form;
