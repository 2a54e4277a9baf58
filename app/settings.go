package app

import (
	"path/filepath"
	"runtime"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"beiandesk/internal/job"
	"beiandesk/internal/provider"
)

// settings shows the few things that can be set: colours, the provider profile and
// the form files. The language has a button of its own.
func (w *Window) settings() {
	if len(w.modals) > 0 {
		return
	}
	say := w.desk.say
	names := []string{say("menu.system"), say("menu.light"), say("menu.dark")}
	looks := []Appearance{FollowSystem, Light, Dark}
	appearance := widget.NewRadioGroup(names, nil)
	appearance.Horizontal, appearance.Required = true, true
	chosen := w.prefs.appearance()
	for i, a := range looks {
		if a == chosen {
			appearance.Selected = names[i]
		}
	}
	appearance.OnChanged = func(name string) {
		for i := range names {
			if names[i] == name {
				chosen = looks[i]
			}
		}
	}
	profile := newLine(w.profileName(), textSize, false, theme.ColorNameForeground)
	profile.middle = true
	var d *dialog.CustomDialog
	choose := newButton(say("settings.profile.choose"), nil, w.typed, func() { d.Hide(); w.pickProfile() })
	embedded := newButton(say("settings.profile.reset"), nil, w.typed, func() { d.Hide(); w.setProfile("", nil) })
	embedded.able(w.prefs.String(prefProfile) != "")

	formsText, formsInk := w.formsName()
	own := newLine(formsText, textSize, false, formsInk)
	own.middle = true
	chooseForms := newButton(say("settings.forms.choose"), nil, w.typed, func() { d.Hide(); w.pickForms() })
	resetForms := newButton(say("settings.forms.reset"), nil, w.typed, func() { d.Hide(); w.resetForms() })
	resetForms.able(w.prefs.String(prefForms) != "")
	copyForms := newButton(say("settings.forms.copy"), nil, w.typed, func() { d.Hide(); w.copyForms() })

	widest := float32(0)
	for _, key := range []string{"settings.look", "settings.profile", "settings.forms"} {
		widest = max(widest, rulerFor(textSize, false).width(say(key)))
	}
	label := func(key string) fyne.CanvasObject {
		l := newLine(say(key), textSize, false, colourDim)
		l.least = widest + 2
		return newInset(container.New(&middle{}, l), 0, 0, 8, 0)
	}
	form := container.NewVBox(
		container.NewBorder(nil, nil, label("settings.look"), nil, appearance),
		container.NewBorder(nil, nil, label("settings.profile"), container.NewHBox(choose, embedded), container.New(&middle{}, profile)),
		container.New(&wrapWidth{640}, newPara(say("settings.profile.note"), labelSize, false, colourDim)),
		space(0, 2),
		container.NewBorder(nil, nil, label("settings.forms"), container.NewHBox(chooseForms, copyForms, resetForms), container.New(&middle{}, own)),
		container.New(&wrapWidth{640}, newPara(say("settings.forms.note"), labelSize, false, colourDim)))
	d = w.dialog(say("settings.title"), newInset(form, 4, 6, 4, 10), []dialogButton{
		{key: "dialog.cancel"},
		{key: "dialog.ok", importance: widget.HighImportance, do: func() {
			if chosen != w.prefs.appearance() {
				w.setAppearance(chosen)
			}
		}},
	})
}

// profileName names the profile in force.
func (w *Window) profileName() string {
	p := w.desk.rules()
	name := p.Provider.Short.In(w.desk.lang)
	if file := w.prefs.String(prefProfile); file != "" {
		return name + " · " + filepath.Base(file)
	}
	return w.desk.say("settings.profile.embedded", "name", name, "date", p.AsOf)
}

func (w *Window) pickProfile() {
	if w.busy() {
		return
	}
	w.pickFile("pick.profile", storage.NewExtensionFileFilter([]string{".toml"}), w.prefs.String(prefProfile), func(path string) {
		p, err := provider.Load(path)
		if err != nil {
			w.warn(w.desk.say("settings.profile.bad"), job.Say(err, w.desk.lang))
			return
		}
		w.setProfile(path, p)
	})
}

// setProfile works by the profile of a file from now on; nil for the embedded.
func (w *Window) setProfile(file string, p *provider.Profile) {
	w.prefs.changed(prefProfile, file)
	w.desk.setProfile(p)
}

func (w *Window) showKeys() {
	if len(w.modals) > 0 {
		return
	}
	say := w.desk.say
	control := "Ctrl"
	if runtime.GOOS == "darwin" {
		control = "⌘"
	}
	grid := container.NewVBox()
	for _, k := range [][2]string{
		{control + "+O", "menu.open"}, {control + "+Shift+O", "menu.scans"}, {"F5", "menu.recheck"},
		{control + "+S", "menu.corrected"}, {control + "+P", "menu.papers"}, {control + "+Shift+P", "menu.print"}, {control + "+E", "menu.export"}, {control + "+F", "menu.find"},
		{control + "+Enter", "menu.accept"}, {control + "+Z", "menu.undo"}, {control + "+Shift+Z", "menu.redo"},
		{"F8", "menu.next"}, {"Shift+F8", "menu.previous"}, {"↑ ↓ PgUp PgDn", "keys.move"}, {"← → PgUp PgDn", "keys.pages"}, {"Esc", "menu.stop"}, {control + "+Q", "menu.quit"},
	} {
		key := newLine(k[0], textSize, true, theme.ColorNameForeground)
		key.least = 130
		grid.Add(container.NewBorder(nil, nil, key, nil, newLine(say(k[1]), textSize, false, theme.ColorNameForeground)))
	}
	w.dialog(say("menu.keys"), newInset(container.New(&fixedWidth{380}, grid), 4, 4, 4, 8), []dialogButton{{key: "dialog.close", importance: widget.HighImportance}})
}

func (w *Window) about() {
	if len(w.modals) > 0 {
		return
	}
	say := w.desk.say
	p := w.desk.rules()
	w.inform(say("app.name"), say("about.text", "version", w.Version, "provider", p.Provider.Name.In(w.desk.lang), "date", p.AsOf))
}
