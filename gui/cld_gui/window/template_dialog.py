"""The dialog to choose a template for a new diagram."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from cld_gui.document.beginning import Beginning
from cld_gui.document.templates import beginnings

KINDS = {"empty": "", "example": "Example: ", "archetype": "Archetype: "}


class TemplateDialog(QDialog):
    """A list of templates. `chosen` is the selected one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("New from Template")
        self.chosen: Beginning | None = None
        self.list = QListWidget(self)
        self.list.setAccessibleName("Templates")
        self._says = QLabel(self)
        self._says.setWordWrap(True)
        for beginning in beginnings():
            item = QListWidgetItem(f"{KINDS[beginning.kind]}{beginning.title}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, beginning)
            item.setToolTip(_sentence(beginning.teaches))
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addWidget(self._says)
        layout.addWidget(buttons)
        self.list.currentItemChanged.connect(self._look)
        self.list.itemActivated.connect(self.accept)
        self.list.setCurrentRow(0)
        self.resize(460, 520)

    def _look(self) -> None:
        item = self.list.currentItem()
        beginning: Beginning = item.data(Qt.ItemDataRole.UserRole)
        self.chosen = beginning
        self._says.setText(_sentence(beginning.teaches))


def _sentence(teaches: str) -> str:
    return f"{teaches[0].upper()}{teaches[1:]}."
