"""Code out: an Api becomes a Python package. Knows nothing of documents.

`schemas` makes schemas simple, `schema_types` gives them Python `types`, and the `declarations` that these name, in the
modules of `grouping`. `arguments` (by `names` and `media`), `pagination`, `texts` and `readme` are what becomes of
operations. `view` puts all of it into a `package`, and `render` makes files of that, as `layout` lays them out; what a
package cannot say stands in `notes`.
"""

from generator.client.package import Package
from generator.client.render import package_files, problems, render
from generator.client.view import package_view

__all__ = ["Package", "package_files", "package_view", "problems", "render"]
