"""Loads modules at their first use, so that the window appears sooner."""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


def late(name: str) -> ModuleType:
    """Return a module that is loaded when one of its attributes is first used.

    Use this in the main thread only: two threads that load the module at the same time conflict.

    >>> late("cld_gui.shared.tips").tip
    <function tip at ...>
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
