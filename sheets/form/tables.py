"""Every sheet of the workbook, in the order of the template."""

from __future__ import annotations

from luanchuyen.sheets.form.decisions import LOCKS as LOCKS
from luanchuyen.sheets.form.decisions import PANEL as PANEL
from luanchuyen.sheets.form.decisions import PLACES as PLACES
from luanchuyen.sheets.form.decisions import SCENARIOS as SCENARIOS
from luanchuyen.sheets.form.decisions import SETTING_ROWS as SETTING_ROWS
from luanchuyen.sheets.form.decisions import SETTINGS as SETTINGS
from luanchuyen.sheets.form.decisions import WAIVERS as WAIVERS
from luanchuyen.sheets.form.facts import BIRTH_BY_SEX as BIRTH_BY_SEX
from luanchuyen.sheets.form.facts import CADRES as CADRES
from luanchuyen.sheets.form.facts import CAREER as CAREER
from luanchuyen.sheets.form.facts import POSTS as POSTS
from luanchuyen.sheets.form.facts import RELATIONS as RELATIONS
from luanchuyen.sheets.form.facts import UNITS as UNITS

SHEETS = (SETTINGS, UNITS, POSTS, CADRES, CAREER, RELATIONS, LOCKS, WAIVERS, PANEL, SCENARIOS, PLACES)
"""All sheets."""

BY_ID = {sheet.id: sheet for sheet in SHEETS}
