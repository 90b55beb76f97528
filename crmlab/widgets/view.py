"""The frame of every widget: sliders, a picture, a sentence; and a still for those who only read."""

import io
from base64 import b64encode

import ipywidgets
from matplotlib.figure import Figure

from crmlab.language import house_style

PIXELS_WIDE = 700


class View(ipywidgets.VBox):
    """Sliders over a picture and a sentence, drawn anew whenever a slider is let go.

    A lesson's widget is a function that makes one.  In a stored notebook a view stands as a fixed text and
    a still picture, so whoever reads without a kernel sees it too.

    Parameters
    ----------
    sliders : dict of str to ipywidgets.Widget
        By the name under which `draw` wants its value.
    draw : callable
        ``draw(figure, **values)`` draws on an empty `matplotlib.figure.Figure` and returns the sentence
        below it.  It must take under 100 ms.
    label : str
        What stands in the place of the view in plain text.
    height : float, default 4.0
        Of the picture, in inches; it is 7 wide.
    steady : bool, default False
        Whether the axes stay where the first drawing put them.  It halves the time of every further one, and
        is for pictures whose labels hardly change their width.

    Examples
    --------
    >>> import ipywidgets
    >>> from crmlab.widgets import View
    >>> def draw(figure, n):
    ...     figure.subplots().bar(range(n), range(n))
    ...     return f"{n} bars"
    >>> view = View({"n": ipywidgets.IntSlider(3, 1, 9)}, draw, "bars")
    >>> view.sliders["n"].value = 5
    >>> view.sentence.value
    '5 bars'
    """

    def __init__(self, sliders, draw, label, height=4.0, steady=False):
        self._steady, self._places = steady, None
        self.sliders, self._draw, self.label, self._height = sliders, draw, label, height
        self.image = ipywidgets.Image(format="png")
        self.image.layout.max_width = f"{PIXELS_WIDE}px"  # else it stretches over the whole cell
        self.image.alt = label
        self.sentence = ipywidgets.HTML()
        for slider in sliders.values():
            slider.continuous_update = False  # a dragged slider would send more than can be drawn
            slider.style.description_width = "15em"
            slider.layout.width = "34em"
            slider.observe(self._redraw, "value")
        self._redraw()
        super().__init__([*sliders.values(), self.image, self.sentence])

    def _redraw(self, _change=None):
        house_style()
        layout = "none" if self._places else "constrained"
        figure = Figure(figsize=(PIXELS_WIDE / 100, self._height), dpi=100, layout=layout)
        self.sentence.value = self._draw(
            figure, **{name: slider.value for name, slider in self.sliders.items()}
        )
        for ax, place in zip(figure.axes, self._places or [], strict=False):
            ax.set_position(place)
        png = io.BytesIO()
        figure.savefig(png, format="png")
        self.image.value = png.getvalue()
        if self._steady and not self._places:
            self._places = [ax.get_position() for ax in figure.axes]

    def _repr_mimebundle_(self, **kwargs):
        still = {"text/plain": self.label, "image/png": b64encode(self.image.value).decode()}
        return {**super()._repr_mimebundle_(**kwargs), **still}
