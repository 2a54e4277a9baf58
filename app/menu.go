package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"beiandesk/internal/filing"
)

// menu is the main menu. It shows every shortcut; those without a modifier are
// taken by [Window.typed], for the toolkit triggers only the others.
func (w *Window) menu() *fyne.MainMenu {
	say := w.desk.say
	item := func(key string, shortcut fyne.Shortcut, do func()) *fyne.MenuItem {
		i := fyne.NewMenuItem(say(key), do)
		i.Shortcut = shortcut
		return i
	}
	control := func(key fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}
	}
	bare := func(key fyne.KeyName, modifier fyne.KeyModifier) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: key, Modifier: modifier}
	}
	quit := item("menu.quit", control(fyne.KeyQ), w.askClose)
	quit.IsQuit = true
	look := func(key string, a Appearance) *fyne.MenuItem {
		i := item(key, nil, func() { w.setAppearance(a) })
		i.Checked = w.prefs.appearance() == a
		return i
	}
	tongue := func(key string, l filing.Lang) *fyne.MenuItem {
		i := item(key, nil, func() { w.setLang(l) })
		i.Checked = w.desk.lang == l
		return i
	}
	w.undoItem = item("menu.undo", &fyne.ShortcutUndo{}, func() { w.takeBack(false) })
	w.redoItem = item("menu.redo", &desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}, func() { w.takeBack(true) })
	w.undoItem.Disabled, w.redoItem.Disabled = w.desk.amended.undo == nil, w.desk.amended.redo == nil
	w.undoItem.Label, w.redoItem.Label = w.stepName("menu.undo", w.desk.amended.undo), w.stepName("menu.redo", w.desk.amended.redo)
	return fyne.NewMainMenu(
		fyne.NewMenu(say("menu.file"),
			item("menu.open", control(fyne.KeyO), w.pickWorkbook),
			item("menu.scans", &desktop.CustomShortcut{KeyName: fyne.KeyO, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}, w.pickScans),
			item("menu.reimport", control(fyne.KeyR), w.refresh),
			item("menu.sample", nil, w.Sample),
			item("menu.template", nil, w.pickTemplate),
			item("menu.columns", nil, w.askColumns),
			fyne.NewMenuItemSeparator(),
			item("menu.corrected", control(fyne.KeyS), w.pickCorrected),
			item("menu.annotate", nil, w.pickAnnotated),
			item("menu.papers", control(fyne.KeyP), w.askPapers),
			item("menu.print", &desktop.CustomShortcut{KeyName: fyne.KeyP, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}, w.printCurrent),
			item("menu.collect", nil, func() { w.collect(nil) }),
			item("menu.export", control(fyne.KeyE), w.askExport),
			fyne.NewMenuItemSeparator(),
			item("menu.settings", nil, w.settings),
			fyne.NewMenuItemSeparator(),
			quit,
		),
		fyne.NewMenu(say("menu.edit"),
			w.undoItem,
			w.redoItem,
			fyne.NewMenuItemSeparator(),
			item("menu.accept", control(fyne.KeyReturn), w.acceptCurrent),
			item("menu.accept.filing", nil, func() { w.askAcceptAll(false) }),
			item("menu.accept.batch", nil, func() { w.askAcceptAll(true) }),
		),
		fyne.NewMenu(say("menu.check"),
			item("menu.recheck", bare(fyne.KeyF5, 0), w.refresh),
			item("menu.next", bare(fyne.KeyF8, 0), func() { w.nextFinding(false) }),
			item("menu.previous", bare(fyne.KeyF8, fyne.KeyModifierShift), func() { w.nextFinding(true) }),
			item("menu.find", control(fyne.KeyF), w.find),
			item("menu.stop", bare(fyne.KeyEscape, 0), w.escape),
		),
		fyne.NewMenu(say("menu.view"),
			tongue("menu.zh", filing.ZH),
			tongue("menu.en", filing.EN),
			fyne.NewMenuItemSeparator(),
			look("menu.system", FollowSystem),
			look("menu.light", Light),
			look("menu.dark", Dark),
		),
		fyne.NewMenu(say("menu.help"),
			item("menu.keys", nil, w.showKeys),
			item("menu.about", nil, w.about),
		),
	)
}
