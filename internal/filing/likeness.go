package filing

// Likeness says whether two people that a filing names are one.
type Likeness int

// The degrees of likeness.
const (
	Untold  Likeness = iota // a name is missing
	Same                    // one person
	Other                   // two people
	Unclear                 // one name, two valid documents: a number is another's, or the two share a name
)

// LegalRepIs compares the legal representative with the person in a role. A
// number that fails its own check tells nothing.
func (f *Filing) LegalRepIs(role Role) Likeness {
	p := f.Person(role)
	repName, name := f.Text(EntityLegalRep), p.Text(EntityPersonName)
	repID, id := f.Text(EntityLegalRepIDNumber), p.Text(EntityPersonIDNumber)
	switch {
	case repName == "" || name == "":
		return Untold
	case repID != "" && repID == id:
		return Same
	case repName != name:
		return Other
	case repID != "" && id != "" && f.validID(EntityLegalRepIDType, repID) && f.validID(p.Field(EntityPersonIDType), id):
		return Unclear
	}
	return Same
}

// validID reports whether a document's number is in order. Without a type it is
// an identity card's.
func (f *Filing) validID(typeField Field, number string) bool {
	cert := f.Text(typeField)
	if cert == "" {
		cert = CertResidentID
	}
	return CheckPersonID(cert, number) == nil
}
