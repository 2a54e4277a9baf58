// Package picture decodes a file into upright pages: pictures as a person
// should see them, opaque, in sRGB, eight bits a channel.
//
// The kind of a file is told by its content, never by its name. Its size is
// read from headers and held against [MaxPixels] before anything is decoded,
// so that no file, however made, takes the machine down. What was done to a
// picture on the way, and what is missing of a damaged one, is said in
// [Page.Steps]. A file that cannot be read is an [*Error] with the reason and
// the way out.
//
// A PDF is not drawn: the pictures that a scanner put on its pages are taken
// out of it. A page that is written rather than scanned is refused.
package picture
