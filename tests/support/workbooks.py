"""Writes the workbooks under tests/fixtures/workbooks, with the prices of the good ones beside them. All numbers are made up.

Needs openpyxl, xlwt, odfpy and msoffcrypto-tool: `python tests/support/workbooks.py` from the project's folder.
"""

import datetime
import io
import pathlib
import re
import zipfile

from msoffcrypto.format.ooxml import OOXMLFile
import openpyxl
import xlwt
from odf import number, style, table, text
from odf.opendocument import OpenDocumentSpreadsheet
from openpyxl.chart import LineChart
from xlwt.CompoundDoc import XlsDoc

ROOT = pathlib.Path("tests/fixtures/workbooks")
DAY = datetime.timedelta(days=1)


def days(count, weekends=False):
    day, found = datetime.date(2024, 1, 2), []
    while len(found) < count:
        if weekends or day.weekday() < 5:
            found.append(day)
        day += DAY
    return found


def closes(count, start, step):
    return [round(start + step * ((i * 37) % 11 - 4) + i * step / 7, 3) for i in range(count)]


def prices(kind, name, series):
    lines = ["symbol\tcolumn\tdate\tprice"]
    for symbol, column, dates, values in series:
        lines += [f"{symbol}\t{column}\t{day}\t{value!r}" for day, value in zip(dates, values)]
    (ROOT / kind / f"{name}.prices.tsv").write_text("\n".join(lines) + "\n")


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(data, change):
    """A ZIP archive with its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(zipfile.ZipInfo(info.filename, (2024, 1, 1, 0, 0, 0)), change(info.filename, old.read(info)), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def write(kind, name, data):
    if data[:2] == b"PK":
        data = changed(data, lambda _, part: part)
    (ROOT / kind / name).write_bytes(data)


def table_sheet(sheet, dates, values, title=None, style="yyyy-mm-dd"):
    if title:
        sheet.append([title])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=3)
        sheet.append([])
    sheet.append(["Date", "Close", "Volume", "Change"])
    for i, (day, value) in enumerate(zip(dates, values)):
        sheet.append([day, value, 100_000 + 17 * i, 0.0123])
        sheet.cell(sheet.max_row, 1).number_format = style
        sheet.cell(sheet.max_row, 4).number_format = "0.00%"
    if title:
        sheet.append([])
        sheet.append(["Source: made up for tests."])


def daily():
    dates, values = days(40), closes(40, 190, 1.234)
    book = openpyxl.Workbook()
    table_sheet(book.active, dates, values, "Technology Select Sector: daily closes")
    data = saved(book)
    write("good", "XLK.xlsx", data)
    prices("good", "XLK.xlsx", [("XLK", "Close", dates, values)])
    cut = lambda name, part: part[: len(part) * 3 // 5] if name == "xl/worksheets/sheet1.xml" else part
    write("bad", "XLK.xlsx", changed(data, cut))
    (ROOT / "refused" / "cut-short.xlsx").write_bytes(data[: len(data) // 2])
    with_macros = io.BytesIO(data)
    with zipfile.ZipFile(with_macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macros")
    write("refused", "XLK.xlsm", with_macros.getvalue())
    protected = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt("secret", protected)
    write("refused", "XLK-protected.xlsx", protected.getvalue())
    for name, entry in [("XLK.xlsb", "xl/workbook.bin"), ("XLK.numbers", "Index/Document.iwa")]:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            if name.endswith("b"):
                archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr(entry, b"\x83\x01\x08\x00")
        write("refused", name, out.getvalue())


def several():
    coin, shares = (days(30, True), closes(30, 42_000, 350.5)), (days(30), closes(30, 470, 1.5))
    book = openpyxl.Workbook()
    table_sheet(book.active, *coin)
    book.active.title = "BTC"
    table_sheet(book.create_sheet("SPY"), *shares, style="d/m/yyyy")
    for name, state in [("Working", "hidden"), ("Lookup", "veryHidden")]:
        sheet = book.create_sheet(name)
        table_sheet(sheet, *shares)
        sheet.sheet_state = state
    book.create_sheet("Empty")
    chart = LineChart()
    chart.add_data(openpyxl.chart.Reference(book["SPY"], min_col=2, min_row=1, max_row=31), titles_from_data=True)
    book.create_chartsheet("Chart").add_chart(chart)
    write("good", "markets.xlsx", saved(book))
    prices("good", "markets.xlsx", [("BTC", "Close", *coin), ("SPY", "Close", *shares)])


def formulas():
    dates, values = days(25), closes(25, 50, 0.5)
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Date", "Close"])
    for row, day in enumerate(dates, 2):
        sheet.append([day, f"=E{row}*2"])
    data = saved(book)
    stored = lambda part: re.sub(
        rb'(<c r="B(\d+)"[^>]*><f>[^<]*</f>)<v ?/>(</c>)|(<c r="B(\d+)"[^>]*><f>[^<]*</f>)<v></v>(</c>)',
        lambda m: (m[1] or m[4]) + f"<v>{values[int(m[2] or m[5]) - 2]!r}</v></c>".encode(),
        part,
    )
    write("good", "XLE.xlsx", changed(data, lambda name, part: stored(part) if "sheet1" in name else part))
    prices("good", "XLE.xlsx", [("XLE", "Close", dates, values)])
    write("bad", "XLE.xlsx", data)


def from_1904():
    dates, values = days(20), closes(20, 80, 0.75)
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    table_sheet(book.active, dates, values, style="mm-dd-yy")
    write("good", "XLF.xlsx", saved(book))
    prices("good", "XLF.xlsx", [("XLF", "Close", dates, values)])


def stream(dates, values):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Tabelle1")
    sheet.write(0, 0, "Russell 2000: Schlußkurse")
    sheet.write(2, 0, "Date")
    sheet.write(2, 1, "Close")
    as_day = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    for row, (day, value) in enumerate(zip(dates, values), 3):
        sheet.write(row, 0, day, as_day)
        sheet.write(row, 1, value)
    hidden = book.add_sheet("Hidden")
    hidden.write(0, 0, "nothing to see")
    hidden.visibility = 1
    book.add_sheet("Tabelle3")
    return book.get_biff_data()


def compound(data):
    out = io.BytesIO()
    XlsDoc().save(out, data)
    return out.getvalue()


def older():
    dates, values = days(35), closes(35, 195, 0.9)
    data = stream(dates, values)
    write("good", "IWM.xls", compound(data))
    prices("good", "IWM.xls", [("IWM", "Close", dates, values)])
    write("bad", "IWM.xls", compound(data[: data.rindex(b"\x03\x02\x0e\x00")]))
    (ROOT / "refused" / "IWM-cut.xls").write_bytes(compound(data)[:1_500])
    first = 4 + int.from_bytes(data[2:4], "little")
    secret = b"\x2f\x00\x06\x00\x00\x00\x01\x02\x03\x04"
    write("refused", "IWM-protected.xls", compound(data[:first] + secret + data[first:]))
    write("refused", "IWM-excel-95.xls", compound(data[:4] + b"\x00\x05" + data[6:]))


def open_document():
    dates, values = days(30), closes(30, 400, 2.25)
    book = OpenDocumentSpreadsheet()
    sheet = table.Table(name="Sheet1")

    def row(*cells, repeated=None):
        line = table.TableRow(**({"numberrowsrepeated": repeated} if repeated else {}))
        for attributes, shown in cells:
            cell = table.TableCell(**attributes)
            if shown:
                cell.addElement(text.P(text=shown))
            line.addElement(cell)
        sheet.addElement(line)

    row(({"valuetype": "string"}, "Nasdaq-100 fund, daily"))
    row(({"numbercolumnsrepeated": 16384}, None), repeated=2)
    row(*[({"valuetype": "string"}, name) for name in ("Date", "Close", "Note")])
    for day, value in zip(dates, values):
        local = f"{day.day:02}.{day.month:02}.{day.year}"
        row(
            ({"valuetype": "date", "datevalue": str(day)}, local),
            ({"valuetype": "float", "value": repr(value)}, f"{value:.2f}".replace(".", ",")),
            ({"numbercolumnsrepeated": 16382}, None),
        )
    row(({"numbercolumnsrepeated": 16384}, None), repeated=1_048_000)
    book.spreadsheet.addElement(sheet)
    hidden = style.Style(name="ta2", family="table")
    hidden.addElement(style.TableProperties(display="false"))
    book.automaticstyles.addElement(hidden)
    book.spreadsheet.addElement(table.Table(name="Hidden", stylename="ta2"))
    data = saved(book)
    write("good", "QQQ.ods", data)
    prices("good", "QQQ.ods", [("QQQ", "Close", dates, values)])
    write("bad", "QQQ.ods", changed(data, lambda name, part: part[: len(part) * 3 // 4] if name == "content.xml" else part))
    manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    write("refused", "QQQ-protected.ods", changed(data, lambda name, part: part.replace(b"</manifest:manifest>", manifest)))


for make in [daily, several, formulas, from_1904, older, open_document]:
    make()
