"""The house style of figures: readable when projected, safe for the colour-blind, at home in Chinese."""

from functools import cache
from pathlib import Path

FONT = Path(__file__).parent / "font" / "NotoSansSC-CRMLab.ttf"

# Okabe and Ito (2008), in the order in which this house uses them: told apart by the colour-blind
# and, because their lightness differs too, on a grey print.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#666666")
BLUE, ORANGE, GREEN, PINK, AMBER, SKY, GREY = COLOURS


@cache
def _register_font():
    from matplotlib import font_manager

    font_manager.fontManager.addfont(FONT)
    return font_manager.FontProperties(fname=FONT).get_name()


def house_style():
    """Give matplotlib the house style, the Chinese font included.

    `crmlab`'s plotting functions call it themselves.  Call it again after ``sns.set_theme()``, which
    takes the font away.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> from crmlab.language import house_style
    >>> house_style()
    >>> plt.rcParams["font.family"][-1]
    'Noto Sans SC'
    """
    import matplotlib as mpl

    mpl.rcParams.update(
        {
            # Latin letters stay DejaVu, hanzi come from the second: matplotlib asks for each glyph.
            "font.family": ["DejaVu Sans", _register_font()],
            "font.size": 11,
            "axes.titlesize": 13,
            "axes.titlelocation": "left",
            "axes.titlepad": 10,
            "axes.labelsize": 11,
            "axes.spines.top": False,
            "axes.spines.right": False,
            "axes.prop_cycle": mpl.cycler(color=COLOURS),
            "axes.grid": False,
            "figure.figsize": (7.0, 4.0),
            "figure.dpi": 100,
            "savefig.dpi": 100,
            "figure.constrained_layout.use": True,
            "lines.linewidth": 2.2,
            "legend.frameon": False,
            "patch.edgecolor": "none",
        }
    )


def house_axes(ax, size):
    """Give the house style, and axes on a figure of its own unless there are some.

    Parameters
    ----------
    ax : matplotlib.axes.Axes or None
    size : pair of float
        Width and height of a new figure, in inches.

    Returns
    -------
    matplotlib.axes.Axes

    Examples
    --------
    >>> from crmlab.language.style import house_axes
    >>> ax = house_axes(None, (7.0, 3.0))
    >>> house_axes(ax, (1.0, 1.0)) is ax
    True
    """
    house_style()
    if ax is not None:
        return ax
    import matplotlib.pyplot as plt

    return plt.subplots(figsize=size)[1]
