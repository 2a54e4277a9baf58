package picture

import "errors"

// scanSpec is the header of a scan.
type scanSpec struct {
	components []*component
	from, to   int // of the coefficients
	high, low  int // successive approximation
	eob        int // blocks of the current band that are known to be empty
}

func (s *salvage) spec(b []byte) (*scanSpec, error) {
	if len(b) < 1 || len(b) < 4+2*int(b[0]) || s.components == nil {
		return nil, errors.New("a broken scan")
	}
	n := int(b[0])
	spec := &scanSpec{to: 63}
	for i := range n {
		for _, c := range s.components {
			if c.id == b[1+2*i] {
				c.tables = [2]byte{b[2+2*i] >> 4 & 3, b[2+2*i] & 3}
				spec.components = append(spec.components, c)
				break
			}
		}
	}
	if len(spec.components) != n || n == 0 || n > 4 {
		return nil, errors.New("a scan of unknown channels")
	}
	if s.file.sof == markSOF2 {
		spec.from, spec.to = int(b[1+2*n]), int(b[2+2*n])
		spec.high, spec.low = int(b[3+2*n]>>4), int(b[3+2*n]&15)
		if spec.from > spec.to || spec.to > 63 || spec.low > 13 || spec.from > 0 && n != 1 || spec.from == 0 && spec.to != 0 {
			return nil, errors.New("a broken scan")
		}
	}
	return spec, nil
}

// scan decodes one scan. Where its data is broken it goes on at the next
// restart marker, the number of which tells how many intervals were lost.
func (s *salvage) scan(header []byte) error {
	spec, err := s.spec(header)
	if err != nil {
		return err
	}
	s.started = true
	units := s.mcux * s.mcuy
	one := spec.components[0]
	alone := len(spec.components) == 1
	if alone {
		units = one.usedX * one.usedY
	}
	interval := s.restart
	if interval == 0 {
		interval = units
	}
	s.bits = bitReader{data: s.data, at: s.at}
	for unit := 0; unit < units; {
		s.reset(spec)
		for end := min(unit+interval, units); unit < end; unit++ {
			if unit%4096 == 0 && s.ctx.Err() != nil {
				return s.ctx.Err()
			}
			if err = s.unit(spec, unit, alone); err != nil {
				break
			}
		}
		if unit >= units {
			break
		}
		next, ok := s.nextRestart(unit, interval, err != nil)
		if !ok {
			break
		}
		unit = next
	}
	s.at = s.bits.at
	return nil
}

// nextRestart finds the next restart marker and returns the unit it stands
// before; false when another segment comes first or none comes.
func (s *salvage) nextRestart(unit, interval int, failed bool) (int, bool) {
	if s.restart == 0 {
		return 0, false
	}
	passed := unit / interval // intervals that were decoded, the broken one not counted
	if failed {
		passed++
	}
	for at := s.bits.at; at+1 < len(s.data); at++ {
		m := s.data[at+1]
		if s.data[at] != 0xff || m == 0 || m == 0xff {
			continue
		}
		if m < markRST0 || m > markRST0+7 {
			return 0, false
		}
		s.bits.at = at + 2
		lost := (int(m-markRST0) - (passed - 1)) & 7
		return (passed + lost) * interval, true
	}
	return 0, false
}

func (s *salvage) reset(spec *scanSpec) {
	s.bits.word, s.bits.have, spec.eob = 0, 0, 0
	for _, c := range spec.components {
		c.dc = 0
	}
}

// unit decodes the blocks of an MCU, or the one block of a scan of one channel.
func (s *salvage) unit(spec *scanSpec, unit int, alone bool) error {
	if alone {
		c := spec.components[0]
		x, y := unit%c.usedX, unit/c.usedX
		if err := s.block(spec, c, x, y); err != nil {
			return err
		}
		if spec.from == 0 && c == s.components[0] {
			s.known[y/c.v*s.mcux+x/c.h] = true
		}
		return nil
	}
	mx, my := unit%s.mcux, unit/s.mcux
	for _, c := range spec.components {
		for i := range c.h * c.v {
			if err := s.block(spec, c, mx*c.h+i%c.h, my*c.v+i/c.h); err != nil {
				return err
			}
		}
	}
	s.known[unit] = true
	return nil
}

func (s *salvage) block(spec *scanSpec, c *component, x, y int) error {
	b := c.blocks[64*(y*c.across+x):][:64:64]
	at := spec.from
	switch {
	case spec.high > 0 && at == 0:
		bit, err := s.bits.bits(1)
		b[0] |= int16(bit) << spec.low
		return err
	case spec.high > 0:
		return s.refineAC(spec, c, b)
	}
	if at == 0 {
		size, err := s.bits.code(s.tables[0][c.tables[0]])
		if err != nil {
			return err
		}
		diff, err := s.bits.signed(int(size))
		if err != nil {
			return err
		}
		c.dc += diff
		b[0] = int16(c.dc << spec.low)
		at = 1
	}
	if spec.eob > 0 {
		spec.eob--
		return nil
	}
	for ; at <= spec.to; at++ {
		code, err := s.bits.code(s.tables[1][c.tables[1]])
		if err != nil {
			return err
		}
		run, size := int(code>>4), int(code&15)
		if size == 0 && run < 15 { // the rest of this block, and of more, is zero
			more, err := s.bits.bits(run)
			spec.eob = int(more) + 1<<run - 1
			return err
		}
		if at += run; at > spec.to {
			return errCode
		}
		v, err := s.bits.signed(size)
		if err != nil {
			return err
		}
		b[zigzag[at]] = int16(v << spec.low)
	}
	return nil
}

// refineAC adds a bit to the coefficients of a band (ITU-T T.81, G.1.2.3).
func (s *salvage) refineAC(spec *scanSpec, c *component, b []int16) error {
	delta := int16(1) << spec.low
	at := spec.from
	for spec.eob == 0 && at <= spec.to {
		code, err := s.bits.code(s.tables[1][c.tables[1]])
		if err != nil {
			return err
		}
		run, size, value := int(code>>4), int(code&15), int16(0)
		switch {
		case size == 0 && run < 15:
			more, err := s.bits.bits(run)
			if err != nil {
				return err
			}
			spec.eob = int(more) + 1<<run
			continue
		case size != 0:
			bit, err := s.bits.bits(1)
			if err != nil {
				return err
			}
			value = delta*2*int16(bit) - delta
		}
		if at, err = s.refineRun(spec, b, at, run, delta); err != nil {
			return err
		}
		if value != 0 {
			if at > spec.to {
				return errCode
			}
			b[zigzag[at]] = value
		}
		at++
	}
	if spec.eob > 0 {
		spec.eob--
		_, err := s.refineRun(spec, b, at, -1, delta)
		return err
	}
	return nil
}

// refineRun refines what is not zero until run zeros were passed; -1 passes all.
func (s *salvage) refineRun(spec *scanSpec, b []int16, at, run int, delta int16) (int, error) {
	for ; at <= spec.to; at++ {
		p := &b[zigzag[at]]
		if *p == 0 {
			if run == 0 {
				break
			}
			run--
			continue
		}
		bit, err := s.bits.bits(1)
		if err != nil {
			return at, err
		}
		if bit == 1 && *p > 0 {
			*p += delta
		} else if bit == 1 {
			*p -= delta
		}
	}
	return at, nil
}
