"""Show how far the binding is: one line for each notebook, moving on a terminal, still in a log."""

import sys
import threading
import time
from contextlib import contextmanager


class Progress:
    """Tell on a stream which notebook is being run.

    Parameters
    ----------
    stream : file object
    """

    def __init__(self, stream=None):
        self.stream = stream or sys.stdout
        self.moving = self.stream.isatty()
        self._places, self._lock = {}, threading.Lock()

    @contextmanager
    def page(self, page):
        """Follow one page while it runs; gives the function to call at each cell."""
        title, started = f"{page.name}  {page.edition} {page.language}", time.perf_counter()

        def step(place):
            with self._lock:
                self._places[title] = f"{title} {place + 1}/{len(page.leaves)}"
                self._show()

        yield step
        with self._lock:
            self._places.pop(title, None)
            self._line(f"{title}  {len(page.leaves)} cells, {time.perf_counter() - started:.1f} s")
            self._show()

    def say(self, text):
        """Print a line."""
        with self._lock:
            self._line(text)

    def _line(self, text):
        print(("\r\033[K" if self.moving else "") + text, file=self.stream, flush=True)

    def _show(self):
        if self.moving:
            print("\r\033[K" + " | ".join(self._places.values()), end="", file=self.stream, flush=True)
