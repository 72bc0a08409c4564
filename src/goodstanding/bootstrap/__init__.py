"""The composition root: the only place that knows which adapter stands behind which port. A module an area.

Heavy parts are imported where they are used, so that a look-up starts quickly.
"""
