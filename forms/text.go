package forms

import (
	"strconv"
	"strings"
)

// parseText reads the text of a form file. In it
//
//	{entity.name}        stands for a value, or for a line to write on when there is none
//	{entity.name:12}     likewise; the line is 12 characters long (6 when not said, 0 for none)
//	{blank:8}            is a line to write on
//	{box}                is a box to tick
//	{box:entity.nature=企业}  is a box that is ticked when the value reads so
//	{{ and }}            are braces
//
// known tells which keys there are.
func parseText(s string, known func(key string) bool) (Text, error) {
	var t Text
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			t = append(t, Span{Text: plain.String()})
			plain.Reset()
		}
	}
	for s != "" {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			plain.WriteString(s)
			break
		}
		plain.WriteString(s[:i])
		s = s[i:]
		if strings.HasPrefix(s, "{{") || strings.HasPrefix(s, "}}") {
			plain.WriteByte(s[0])
			s = s[2:]
			continue
		}
		end := strings.IndexByte(s, '}')
		if s[0] == '}' || end < 0 {
			return nil, &textFault{loneBrace, nil}
		}
		span, err := parsePlaceholder(s[1:end], known)
		if err != nil {
			return nil, err
		}
		flush()
		t = append(t, span)
		s = s[end+1:]
	}
	flush()
	return t, nil
}

// defaultBlank is the length of line, in characters, that stands in for a
// value that is missing.
const defaultBlank = 6

func parsePlaceholder(s string, known func(key string) bool) (Span, error) {
	key, arg, hasArg := strings.Cut(s, ":")
	if key == "box" {
		return parseBox(s, arg, hasArg, known)
	}
	span := Span{Key: key, Blank: defaultBlank}
	if hasArg {
		n, err := strconv.Atoi(arg)
		if err != nil || n < 0 || n > 60 {
			return Span{}, &textFault{badLine, []any{s}}
		}
		span.Blank = n
	}
	if key != "blank" && !known(key) {
		return Span{}, &textFault{badKey, []any{s, perhaps(key, fieldKeys())}}
	}
	return span, nil
}

// parseBox keeps the condition of a box in Text until it is filled.
func parseBox(s, condition string, conditional bool, known func(key string) bool) (Span, error) {
	if !conditional {
		return Span{Box: Empty}, nil
	}
	key, want, ok := strings.Cut(condition, "=")
	if !ok || want == "" {
		return Span{}, &textFault{badBox, []any{s}}
	}
	if !known(key) {
		return Span{}, &textFault{badKey, []any{s, perhaps(key, fieldKeys())}}
	}
	return Span{Box: Empty, Key: key, Text: want}, nil
}

// wording reports whether a placeholder stands for something that follows from
// the form's use and not from what somebody stated, and so reads as part of the
// form.
func wording(key string) bool {
	_, provider := providerKeys[key]
	return provider || key == "number" || key == "count" || key == "entity.authority" || key == "authorized.roles"
}

// fill puts values into a text.
func (t Text) fill(values lookup) Text {
	filled := make(Text, 0, len(t))
	for _, s := range t {
		switch {
		case s.Box != NoBox && s.Key != "":
			if values.get(s.Key) == s.Text {
				s.Box = Ticked
			}
			s.Text, s.Key = "", ""
		case s.Key != "":
			s.Text = values.get(s.Key)
			if s.Text != "" {
				s.Blank = 0
			} else if s.Blank == 0 {
				continue
			}
			if wording(s.Key) {
				s.Key = ""
			}
		}
		filled = append(filled, s)
	}
	return filled
}
