package provider

import (
	"bytes"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// A user's profile may name a base and hold only what differs from it. Tables
// go key by key; a list of tables whose members have a name (slotID and the
// like) goes member by member; what is written replaces what the base says.
// List_add and list_remove change a list instead of replacing it.

// extension is what a profile file may hold beside the profile's own entries.
type extension struct {
	Base      string       `toml:"base"` // name of an embedded profile
	Provinces []Province   `toml:"province"`
	Registrar []newEntries `toml:"registrar"`
}

// newEntries is a registrar that the list does not know.
type newEntries struct {
	Name    string   `toml:"name"`
	Brands  []string `toml:"brands"`
	Foreign bool     `toml:"foreign"` // its domains are transferred in first
}

// names are the keys that the members of lists are known by.
var names = map[string]string{"slot": "id", "kind": "id", "paper": "id", "approval": "type", "approval_local": "id", "source": "key", "province": "code"}

const (
	addSuffix    = "_add"
	removeSuffix = "_remove"
)

// table is a TOML table as it was read.
type table = map[string]any

// merge returns base with what over says. Neither is changed. at is where they
// stand; changes of lists that cannot be made are told to r.
func merge(r *review, at place, base, over table) table {
	merged := make(table, len(base)+len(over))
	for key, value := range base {
		merged[key] = value
	}
	for key, value := range over {
		if changesList(key, value) {
			continue
		}
		inner, isTable := value.(table)
		old, wasTable := merged[key].(table)
		list, isList := tablesOf(value)
		switch name := names[key]; {
		case isTable && wasTable:
			merged[key] = merge(r, at.at(key), old, inner)
		case isList && name != "":
			known, _ := tablesOf(merged[key])
			merged[key] = mergeMembers(r, known, list, key, name)
		default:
			merged[key] = value
		}
	}
	changeLists(r, at, merged, over)
	return merged
}

// tablesOf returns a list of tables, however it was written.
func tablesOf(value any) ([]table, bool) {
	if list, ok := value.([]table); ok {
		return list, true
	}
	given, ok := value.([]any)
	list := make([]table, len(given))
	for i, member := range given {
		if list[i], ok = member.(table); !ok {
			return nil, false
		}
	}
	return list, ok && len(list) > 0
}

// mergeMembers replaces the entries of members that the base has, and adds
// those that it has not.
func mergeMembers(r *review, base, over []table, list, name string) []table {
	members := slices.Clone(base)
	for _, one := range over {
		at := slices.IndexFunc(members, func(m table) bool { return m[name] == one[name] })
		if at < 0 {
			at = len(members)
			members = append(members, table{})
		}
		merged := make(table)
		for _, from := range []table{members[at], one} {
			for key, value := range from {
				if !changesList(key, value) {
					merged[key] = value
				}
			}
		}
		called, _ := one[name].(string)
		changeLists(r, member(list, called), merged, one)
		members[at] = merged
	}
	return members
}

// changesList reports whether an entry changes a list instead of being one.
func changesList(key string, value any) bool {
	kind := reflect.ValueOf(value).Kind()
	return kind == reflect.Slice && (strings.HasSuffix(key, addSuffix) || strings.HasSuffix(key, removeSuffix))
}

// changeLists adds to and removes from the lists of a table.
func changeLists(r *review, at place, t, changes table) {
	for _, key := range sortedKeys(changes) {
		if !changesList(key, changes[key]) {
			continue
		}
		name, remove := strings.CutSuffix(key, removeSuffix)
		name = strings.TrimSuffix(name, addSuffix)
		list, ok := members(t[name])
		if !ok {
			r.wrong(at.at(key), noList, name)
			continue
		}
		given, _ := members(changes[key])
		for _, value := range given {
			i := slices.IndexFunc(list, func(v any) bool { return reflect.DeepEqual(v, value) })
			switch {
			case remove && i < 0:
				r.wrong(at.at(key), notInList, shown(value), name)
			case remove:
				list = slices.Delete(list, i, i+1)
			case i < 0:
				list = append(list, value)
			}
		}
		t[name] = list
	}
}

// members returns a copy of a list; nothing is an empty one.
func members(value any) ([]any, bool) {
	list := []any{}
	if value == nil {
		return list, true
	}
	v := reflect.ValueOf(value)
	if v.Kind() != reflect.Slice {
		return nil, false
	}
	for i := range v.Len() {
		list = append(list, v.Index(i).Interface())
	}
	return list, true
}

// encode writes a table as TOML again.
func encode(t table) ([]byte, error) {
	var b bytes.Buffer
	err := toml.NewEncoder(&b).Encode(t)
	return b.Bytes(), err
}

// divided is a profile's file taken apart into the files that its entries
// belong to.
type divided struct {
	profile, provinces, tlds, registrars table
}

// divide takes the entries of a profile file apart.
func divide(doc table) divided {
	d := divided{profile: make(table), provinces: make(table), tlds: make(table), registrars: make(table)}
	for key, value := range doc {
		switch key {
		case "base", "adjust":
		case "province":
			d.provinces[key] = value
		case "registrar":
			list, _ := tablesOf(value)
			for _, r := range list {
				to := "approved" + addSuffix
				if foreign, _ := r["foreign"].(bool); foreign {
					to = "foreign" + addSuffix
				}
				entry := table{"name": r["name"]}
				if brands, ok := r["brands"]; ok {
					entry["brands"] = brands
				}
				known, _ := d.registrars[to].([]any)
				d.registrars[to] = append(known, entry)
			}
		case "domains":
			domains, ok := value.(table)
			if !ok {
				d.profile[key] = value
				continue
			}
			rest := make(table)
			for name, entry := range domains {
				if ofTLDs(name) {
					d.tlds[name] = entry
				} else {
					rest[name] = entry
				}
			}
			d.profile[key] = rest
		default:
			d.profile[key] = value
		}
	}
	return d
}

// ofTLDs reports whether an entry of [domains] changes the lists of top-level
// domains.
func ofTLDs(name string) bool {
	return slices.Contains([]string{"approved" + addSuffix, "approved" + removeSuffix, "unapproved" + addSuffix, "unapproved" + removeSuffix}, name)
}

// besides reports whether an entry that no profile has is one that changes a
// list, or stands in one: its list must be an entry of the profile. What is in
// it is looked at once it is in its list.
func besides(key toml.Key) bool {
	for i, word := range key {
		name, ok := strings.CutSuffix(word, addSuffix)
		if !ok {
			name, ok = strings.CutSuffix(word, removeSuffix)
		}
		if !ok {
			continue
		}
		path := append(slices.Clone(key[:i]), name)
		return i == 1 && key[0] == "domains" && ofTLDs(word) || isList(reflect.TypeFor[Profile](), path) || isList(reflect.TypeFor[extension](), path)
	}
	return false
}

// isList reports whether a path of keys leads to a list in a type.
func isList(t reflect.Type, path []string) bool {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct || len(path) == 0 {
		return false
	}
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("toml") == path[0] {
			if len(path) == 1 {
				return f.Type.Kind() == reflect.Slice
			}
			return isList(f.Type, path[1:])
		}
	}
	return false
}
