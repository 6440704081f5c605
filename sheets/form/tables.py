"""Every sheet of the workbook, in the order of the template."""

from __future__ import annotations

from luanchuyen.sheets.form.decisions import LOCKS, PANEL, PLACES, SCENARIOS, SETTINGS, WAIVERS
from luanchuyen.sheets.form.facts import CADRES, CAREER, POSTS, RELATIONS, UNITS

SHEETS = (SETTINGS, UNITS, POSTS, CADRES, CAREER, RELATIONS, LOCKS, WAIVERS, PANEL, SCENARIOS, PLACES)
"""All sheets."""

BY_ID = {sheet.id: sheet for sheet in SHEETS}
