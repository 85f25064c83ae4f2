"""Viewing conditions, each as data: what a person's device, zoom and settings do to a page."""

from __future__ import annotations

from dataclasses import dataclass

# WCAG 2.2 SC 1.4.12: line height, space after paragraphs, between letters, between words.
SPACING_STYLE = """
* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One way of looking at a page.

    width_px, height_px: of the viewport, in CSS pixels.  zoom: device pixels per CSS pixel.
    media: media features as the device reports them.
    text_px: the size a reader chose for ordinary text in the browser's settings (16 is usual).
    spacing: the reader's own style of SC 1.4.12 is laid over the page.
    script: False when the page's script never runs; changing it needs a new load.
    """

    name: str
    caption: str
    width_px: int = 1280
    height_px: int = 1024
    zoom: int = 1
    media: tuple[tuple[str, str], ...] = ()
    text_px: int = 16
    spacing: bool = False
    script: bool = True


DEFAULT = Condition(name="default", caption="A desktop window, light, nothing special")

# 1280 × 1024 device pixels at 400 % are 320 × 256 CSS pixels (WCAG 2.2 SC 1.4.10). Text spacing
# is judged at 320 px, where it hurts most.
CONDITIONS: tuple[Condition, ...] = (
    DEFAULT,
    Condition(name="dark", caption="Dark colours", media=(("prefers-color-scheme", "dark"),)),
    Condition(name="more_contrast", caption="More contrast", media=(("prefers-contrast", "more"),)),
    Condition(
        name="forced_colours",
        caption="Colours forced by the system",
        media=(("forced-colors", "active"),),
    ),
    Condition(name="narrow_320", caption="320 pixels wide", width_px=320, height_px=640),
    Condition(name="zoom_400", caption="Zoomed to 400 %", width_px=320, height_px=256, zoom=4),
    Condition(name="text_200", caption="Text at 200 %", text_px=32),
    Condition(
        name="spacing", caption="Wide text spacing", width_px=320, height_px=640, spacing=True
    ),
    Condition(name="no_script", caption="Without script", script=False),
)
BY_NAME: dict[str, Condition] = {condition.name: condition for condition in CONDITIONS}
