// Package forms knows the papers that a filing needs: what each says, and the
// filing's values in it.
//
// The wording stands in form files (assets/forms/*.toml), which a user can
// replace by files of the same name; assets/forms/README.md describes their
// format. [Load] reads and checks them, [Plan] lists the papers of a batch,
// [Library.Fill] puts a filing's values in, package pdf draws the result.
// [FillIn] writes the sheet to copy a filing from into the platform.
//
// A value is inserted after the form file was parsed: nothing in a value is
// ever taken for a placeholder, a box or markup.
package forms
