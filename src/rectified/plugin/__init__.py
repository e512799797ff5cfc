"""The one package that knows MkDocs: `events` hands it the woven pages, `pages` is what is kept of a rendered one,
`markup` puts the templates' HTML right, `assets` makes lighter what pages load, `templates` keeps what is compiled,
`rendering` is a whole build and `serving` one after each change.
"""

from rectified.plugin.events import RectifiedPlugin
from rectified.plugin.rendering import render

__all__ = ["RectifiedPlugin", "render"]
