// Package assets holds the embedded files: code tables, the words of workbooks,
// divisions, provider profiles, what provinces ask, rule texts, form files,
// fonts, translations, icons and the sample batch.
package assets

import "embed"

// FS holds every embedded file under its path in this folder.
//
//go:embed tables workbooks profiles provinces calendar domains networks rules fonts/*.ttf fonts/*.zst forms fonts/*.txt sample translations icons/icon.png
//go:embed divisions/current.tsv divisions/former.tsv
var FS embed.FS
