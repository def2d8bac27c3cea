"""Builds the menus and the toolbar from the table of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QUndoStack
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QWidget

from cld_gui.window.actions import COMMANDS, TOOLS, MenuAction

# Runs the action with that name.
Does = Callable[[str], None]


class Menus:
    """The menus of a window.

    Attributes
    ----------
    by_name
        Each action, by the name of the method it calls.
    menus
        Each menu, by its title.
    """

    def __init__(
        self, window: QMainWindow, canvas: QWidget, stack: QUndoStack, does: Mapping[str, Does]
    ) -> None:
        self.by_name: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        for command in COMMANDS:
            if command.menu not in self.menus:
                self.menus[command.menu] = window.menuBar().addMenu(command.menu)
            menu = self.menus[command.menu]
            if command.words == "-":
                menu.addSeparator()
            else:
                action = _action(window, canvas, command, does[command.menu])
                self.by_name[command.does] = action
                menu.addAction(action)
        undo, redo = stack.createUndoAction(window, "Undo"), stack.createRedoAction(window, "Redo")
        undo.setShortcuts([QKeySequence("Ctrl+Z")])
        redo.setShortcuts([QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")])
        edit = self.menus["&Edit"]
        first = edit.actions()[0]
        edit.insertActions(first, [undo, redo])
        edit.insertSeparator(first)
        window.addToolBar(self._tools(window, [undo, redo]))

    def _tools(self, window: QMainWindow, more: list[QAction]) -> QToolBar:
        bar = QToolBar("Tools", window)
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        for name, words in TOOLS:
            self.by_name[name].setIconText(words)
            bar.addAction(self.by_name[name])
        bar.addSeparator()
        undo, redo = more
        undo.setIconText("Undo")
        redo.setIconText("Redo")
        for action in more:
            # Otherwise the button would show the name of the step and change its width.
            tool = QAction(action.iconText(), window)
            tool.triggered.connect(action.trigger)
            tool.setEnabled(action.isEnabled())
            action.enabledChanged.connect(tool.setEnabled)
            bar.addAction(tool)
        return bar


def _action(window: QMainWindow, canvas: QWidget, command: MenuAction, does: Does) -> QAction:
    action = QAction(command.words, window)
    action.setShortcuts([QKeySequence(key) for key in command.keys])
    action.triggered.connect(partial(_trigger, does, command.does))
    if command.tip:
        action.setStatusTip(command.tip)
    if command.where == "canvas":
        # Single letters are shortcuts on the canvas only. Elsewhere they are typed.
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        canvas.addAction(action)
    else:
        # Shortcuts of a hidden menu bar do not work, so the window gets them too.
        window.addAction(action)
    return action


def _trigger(does: Does, name: str, checked: bool = False) -> None:
    does(name)
