"""What a spreadsheet itself says while a 填报表 is filled: prompts, warnings that can be overridden, a lock without a password."""

from itertools import groupby

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from server.report.forms.collecting import Asked, CollectionForm, Wording, filled, with_words
from server.report.forms.grids import letters

_ALLOWED = ("formatCells", "formatColumns", "formatRows", "insertRows", "insertColumns", "sort", "autoFilter")
_COUNT = "OR(ISTEXT({cell}),AND({cell}>=0,{cell}=INT({cell})))"
_DECIMAL = "OR(ISTEXT({cell}),{cell}>=0)"
_PERCENT = "OR(ISTEXT({cell}),AND({cell}>=0,{cell}<=100))"


def guard(sheet: Worksheet, form: CollectionForm, wording: Wording, rows: dict[int, Asked]) -> None:
    """Checks on the figures of some rows, and the lock. Words such as 约50 pass; a doubtful number is asked about once."""
    keys = [column.key for column in wording.column]
    now, as_of = letters(keys.index("now")), letters(keys.index("as_of"))
    for first, last in _runs(rows):
        sheet.add_data_validation(_number_check(rows[first], wording, f"{now}{first}", f"{now}{first}:{now}{last}"))
    sheet.add_data_validation(_day_check(form, wording, f"{as_of}{min(rows)}:{as_of}{max(rows)}"))
    sheet.protection.sheet = True
    for act in _ALLOWED:
        setattr(sheet.protection, act, False)


def _runs(rows: dict[int, Asked]) -> list[tuple[int, int]]:
    """Neighbouring rows with figures of one kind, as (first, last): a formula is written for the cell its range begins with."""
    runs = (list(run) for _, run in groupby(sorted(rows), lambda row: (rows[row].unit, rows[row].decimals > 0)))
    return [(run[0], run[-1]) for run in runs]


def _number_check(asked: Asked, wording: Wording, cell: str, cells: str) -> DataValidation:
    kinds = {(True, True): (_PERCENT, wording.prompt_percent), (True, False): (_PERCENT, wording.prompt_percent)}
    kinds |= {(False, True): (_DECIMAL, wording.prompt_decimal), (False, False): (_COUNT, wording.prompt_count)}
    formula, prompt = kinds[asked.unit == "%", asked.decimals > 0]
    return DataValidation(
        type="custom",
        formula1=formula.replace("{cell}", cell),
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=True,
        showInputMessage=True,
        errorTitle=wording.warning_title,
        error=wording.warning,
        promptTitle=with_words(wording.prompt_title, {"unit": asked.unit}),
        prompt=prompt,
        sqref=cells,
    )


def _day_check(form: CollectionForm, wording: Wording, cells: str) -> DataValidation:
    return DataValidation(
        type="date",
        operator="between",
        formula1=f"DATE({form.year},1,1)",
        formula2=f"DATE({form.year + 1},1,31)",
        allow_blank=True,
        errorStyle="warning",
        showErrorMessage=True,
        showInputMessage=True,
        errorTitle=wording.warning_title,
        error=filled(wording.warning_date, form),
        promptTitle=wording.heading("as_of"),
        prompt=filled(wording.prompt_date, form),
        sqref=cells,
    )
