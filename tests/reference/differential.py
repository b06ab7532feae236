"""What pandas makes of the files of tests/it/differential, as digests.

Run from the project's folder, with any folder for the files:

    DIFFERENTIAL_FILES=folder cargo test --test it differential
    pip install pandas==2.3.3 numpy==2.4.6
    python tests/reference/differential.py folder > tests/reference/differential.txt

The files say nothing about themselves here: dialects.jsonl tells, for each, what a person would tell pandas (delimiter,
decimal mark, which column is what, how dates are written). Numbers are read by pandas with float_precision='round_trip',
dates by datetime.strptime. A footer is cut off before pandas sees it, since skipfooter would have it use another parser,
which knows no float_precision.

A line of the result: the file, the first sixteen hexadecimal digits of the SHA-256 of its bytes, and for each series
symbol=count:digest, where digest is that of the lines "YYYY-MM-DD <bits of the double in hexadecimal>". As in the project,
a price is finite and above zero, the local day that is written counts, and of two prices of one day the later by the clock,
or, of one time, the newer in the file's own order.
"""

import datetime
import hashlib
import io
import json
import struct
import sys
import warnings
from pathlib import Path

import numpy
import pandas

# The default is to become what is asked for here.
warnings.filterwarnings("ignore", message="The 'float_precision'")


def digest(data):
    return hashlib.sha256(data).hexdigest()[:16]


def without_footer(text, lines):
    """The text without its last lines."""
    if lines == 0:
        return text
    rows = text.splitlines(keepends=True)
    return "".join(rows[:-lines])


def moment(cells, told):
    """The day that the cells of one row write, with the time of day where they have one."""
    kind = told["kind"]
    if kind == "parts":
        return datetime.datetime(*(int(cell) for cell in cells))
    (cell,) = cells
    if kind == "format":
        return datetime.datetime.strptime(cell, told["format"]).replace(tzinfo=None)
    if kind == "unix":
        ticks = int(cell.removesuffix(".0"))
        return datetime.datetime.fromtimestamp(ticks // told["per_second"], datetime.timezone.utc).replace(tzinfo=None)
    return datetime.datetime(1899, 12, 30) + datetime.timedelta(days=int(cell))


def table(folder, told):
    data = (folder / told["file"]).read_bytes()
    text = without_footer(data.decode(told["encoding"]), told["skipfooter"])
    values = told["values"]
    long = set(values) == {"symbol", "price"}
    priced = [values["price"]] if long else list(values.values())
    read = pandas.read_csv(
        io.StringIO(text),
        sep=told["sep"],
        decimal=told["decimal"],
        thousands=told["thousands"],
        skiprows=told["skiprows"],
        header=told["header"],
        skipinitialspace=told["skipinitialspace"],
        na_values={column: ["", told["na"]] for column in priced},
        keep_default_na=False,
        dtype={column: "float64" for column in priced},
        float_precision="round_trip",
        engine="c",
        index_col=False,
    )
    return data, read, long


def strings(folder, told):
    """The same table with every cell as it is written, for dates and symbols."""
    text = without_footer((folder / told["file"]).read_bytes().decode(told["encoding"]), told["skipfooter"])
    return pandas.read_csv(
        io.StringIO(text),
        sep=told["sep"],
        skiprows=told["skiprows"],
        header=told["header"],
        skipinitialspace=told["skipinitialspace"],
        keep_default_na=False,
        dtype=str,
        engine="c",
        index_col=False,
    )


def one_series(moments, prices, keep):
    frame = pandas.DataFrame({"moment": moments, "day": [moment.date() for moment in moments], "price": prices})
    frame = frame[frame["price"].notna() & (frame["price"] > 0) & numpy.isfinite(frame["price"])]
    # Of rows of one time the newer in the file's own order comes last.
    frame = frame if keep == "last" else frame.iloc[::-1]
    frame = frame.sort_values("moment", kind="stable").drop_duplicates("day", keep="last")
    lines = "".join(
        f"{day.isoformat()} {struct.pack('>d', price).hex()}\n"
        for day, price in zip(frame["day"], frame["price"], strict=True)
    )
    return len(frame), digest(lines.encode())


def main():
    folder = Path(sys.argv[1])
    print(f"# pandas {pandas.__version__}, numpy {numpy.__version__}: see differential.py")
    for line in (folder / "dialects.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        data, read, long = table(folder, told)
        text = strings(folder, told)
        moments = [moment(cells, told["date"]) for cells in text.iloc[:, told["date_columns"]].itertuples(index=False)]
        values = told["values"]
        columns = {}
        if long:
            symbols = text[values["symbol"]]
            for symbol in sorted(set(symbols)):
                rows = (symbols == symbol).to_numpy()
                columns[symbol] = ([d for d, row in zip(moments, rows, strict=True) if row], read[values["price"]][rows])
        else:
            columns = {symbol: (moments, read[column]) for symbol, column in values.items()}
        fields = [told["file"], digest(data)]
        for symbol in sorted(columns):
            its_moments, prices = columns[symbol]
            count, series = one_series(its_moments, prices.to_numpy(), told["keep"])
            if count > 0:
                fields.append(f"{symbol}={count}:{series}")
        print("\t".join(fields))


if __name__ == "__main__":
    main()
