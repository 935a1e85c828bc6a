"""The chat of relative-times once more, on pages of which nothing tells when they were taken."""

from dataclasses import replace
from importlib import import_module

from golden.telling import Story

ROLL = import_module("golden.relative-times.story").ROLL
STORY = Story((replace(ROLL, files=("图一1.png", "图一2.png", "图一3.png")),))
