// Package judge measures what a reviewer looks for in the picture of a document:
// how wide the edges of its text are, how bright its paper is and how evenly,
// whether a lamp is mirrored in it, whether it has colour, whether it was
// photographed from a screen, whether print runs out of it.
//
// Every measure is a function of a picture alone and returns a number; what the
// numbers mean is said by the limits beside them, which were measured on
// pictures. The picture is a straightened document of about 1000 pixels on its
// long side, save where the grid of a screen is looked for: that needs the
// pixels of the camera. The package knows only images and is deterministic.
package judge
