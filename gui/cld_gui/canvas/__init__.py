"""The picture, and what the mouse does on it.

Contains: `items` are what stands on the canvas, `gestures` a class for each gesture, `strokes` turn
what is drawn into edits of the text, `painting` paints shapes with Qt.

May import: `document` and `shared`.
Start reading at `canvas.py`, then `gestures.py`.
"""
