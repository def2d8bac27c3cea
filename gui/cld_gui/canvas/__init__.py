"""The picture of the diagram, and the mouse gestures on it.

Contains: `items` are the graphics items on the canvas, `gestures` has a class for each gesture,
`strokes` turns drawing into edits of the text, `painting` paints shapes with Qt.

May import: `document` and `shared`.
Start reading at `canvas.py`, then `gestures.py`.
"""
