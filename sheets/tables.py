"""Every sheet of the workbook, in the order of the template."""

from __future__ import annotations

from luanchuyen.sheets.decision_tables import LOCKS as LOCKS
from luanchuyen.sheets.decision_tables import PANEL as PANEL
from luanchuyen.sheets.decision_tables import PLACES as PLACES
from luanchuyen.sheets.decision_tables import SCENARIOS as SCENARIOS
from luanchuyen.sheets.decision_tables import SETTING_ROWS as SETTING_ROWS
from luanchuyen.sheets.decision_tables import SETTINGS as SETTINGS
from luanchuyen.sheets.decision_tables import WAIVERS as WAIVERS
from luanchuyen.sheets.fact_tables import BIRTH_BY_SEX as BIRTH_BY_SEX
from luanchuyen.sheets.fact_tables import CADRES as CADRES
from luanchuyen.sheets.fact_tables import CAREER as CAREER
from luanchuyen.sheets.fact_tables import POSTS as POSTS
from luanchuyen.sheets.fact_tables import RELATIONS as RELATIONS
from luanchuyen.sheets.fact_tables import UNITS as UNITS

SHEETS = (SETTINGS, UNITS, POSTS, CADRES, CAREER, RELATIONS, LOCKS, WAIVERS, PANEL, SCENARIOS, PLACES)
"""All sheets."""

BY_ID = {sheet.id: sheet for sheet in SHEETS}
