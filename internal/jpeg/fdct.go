package jpeg

// The constants of the transform, in 13-bit fixed point.
const (
	fix0_298 = 2446  // 0.298631336
	fix0_390 = 3196  // 0.390180644
	fix0_541 = 4433  // 0.541196100
	fix0_765 = 6270  // 0.765366865
	fix0_899 = 7373  // 0.899976223
	fix1_175 = 9633  // 1.175875602
	fix1_501 = 12299 // 1.501321110
	fix1_847 = 15137 // 1.847759065
	fix1_961 = 16069 // 1.961570560
	fix2_053 = 16819 // 2.053119869
	fix2_562 = 20995 // 2.562915447
	fix3_072 = 25172 // 3.072711026

	fixBits = 13
	// sampleBits is how much finer than a pixel value the samples are: the
	// average of four chroma values keeps its quarters.
	sampleBits = 2
)

// fdct transforms a block of samples, scaled by 1<<sampleBits and centred at
// zero, into coefficients times 8, in place, both row by row.
//
// It is the accurate integer transform of C. Loeffler, A. Ligtenberg and
// G. Moschytz, "Practical Fast 1-D DCT Algorithms with 11 Multiplications"
// (ICASSP 1989), in the form that libjpeg made common.
func fdct(b *[64]int32) {
	for i := 0; i < 64; i += 8 {
		fdct8(b, i, 1, 0)
	}
	for i := range 8 {
		fdct8(b, i, 8, sampleBits)
	}
}

// fdct8 transforms the eight values at o, o+st, …; the result is scaled by
// √8 and shifted right by down bits.
func fdct8(b *[64]int32, o, st int, down uint) {
	i0, i1, i2, i3 := o&63, (o+st)&63, (o+2*st)&63, (o+3*st)&63
	i4, i5, i6, i7 := (o+4*st)&63, (o+5*st)&63, (o+6*st)&63, (o+7*st)&63
	s0, d0 := b[i0]+b[i7], b[i0]-b[i7]
	s1, d1 := b[i1]+b[i6], b[i1]-b[i6]
	s2, d2 := b[i2]+b[i5], b[i2]-b[i5]
	s3, d3 := b[i3]+b[i4], b[i3]-b[i4]

	e0, e3, e1, e2 := s0+s3, s0-s3, s1+s2, s1-s2
	half := int32(1) << down >> 1
	b[i0] = (e0 + e1 + half) >> down
	b[i4] = (e0 - e1 + half) >> down
	down += fixBits
	half = 1 << (down - 1)
	z := (e2 + e3) * fix0_541
	b[i2] = (z + e3*fix0_765 + half) >> down
	b[i6] = (z - e2*fix1_847 + half) >> down

	z1, z2, z3, z4 := (d3+d0)*-fix0_899, (d2+d1)*-fix2_562, d3+d1, d2+d0
	z5 := (z3 + z4) * fix1_175
	z3, z4 = z5-z3*fix1_961, z5-z4*fix0_390
	b[i7] = (d3*fix0_298 + z1 + z3 + half) >> down
	b[i5] = (d2*fix2_053 + z2 + z4 + half) >> down
	b[i3] = (d1*fix3_072 + z2 + z3 + half) >> down
	b[i1] = (d0*fix1_501 + z1 + z4 + half) >> down
}
