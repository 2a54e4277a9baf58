// Package rules checks filings before anybody submits them: it holds the
// catalogue of everything that a finding may say, and the checks that raise
// most of it.
//
// The catalogue is data, assets/rules/catalogue: for every rule its id, its
// severity, message and remedy in both languages, what it rests on and since
// when. Whoever raises a finding, here or in another package, gives the rule's
// id, the place and the values; [Describe] puts the words to it.
//
// [Check] runs the checks. What a provider fixes comes from its profile, what a
// field is from the dictionary, so that a check is a small function that
// compares the two. One cause gives one finding: a check does not speak of a
// value that another one has already refused.
package rules
