// Package disk writes files that appear whole or not at all.
//
// A file or folder is written under a hidden name beside its place, brought to
// the medium (fsync), and then moved into place; the folder that holds it is
// synced too. Whoever looks at the place sees the old content or the complete
// new one, also after a crash or a power cut. What a crash leaves behind has a
// name that begins with .partial- and is removed by the next [Sweep].
//
// The package also turns the system's errors into an [Error] that names the
// path, the cause and the remedy in the user's language.
//
// The operations go through [FS], so that tests can let any of them fail; see
// the package disktest.
package disk
