"""The one package that knows MkDocs: `events` hands it the woven pages, `pages` is what is kept of a rendered one,
`markup` puts the templates' HTML right, `assets` makes lighter what pages load, `commands` are a whole build and
serving.
"""

from rectified.plugin.commands import render, serve
from rectified.plugin.events import RectifiedPlugin

__all__ = ["RectifiedPlugin", "render", "serve"]
