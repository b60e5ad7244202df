"""Batch calculation: rosters in spreadsheets, one result or one named error for each row.

Runs on CPython and in the browser (Pyodide). Imports ``calculators``, openpyxl and the standard
library; nothing here knows of pages or of the network.
"""
