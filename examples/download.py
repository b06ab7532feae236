"""Downloads the daily prices that Sectorscope's claims need from Yahoo Finance, into one CSV file.

    pip install yfinance pandas
    python download.py prices.csv

The file has a row for each day and a column for each symbol. Closes are adjusted for splits and dividends.
Coins trade every day; the cells of funds are empty at weekends, and are read so. Drop the file on the page.
"""

import sys
from datetime import datetime, timezone

import yfinance as yf

START = "2015-01-01"
SYMBOLS = {
    "bitcoin": ["BTC-USD"],
    # Some coins have a number in their symbol, because another coin is called the same: UNI7083-USD is Uniswap.
    "other coins": ["ETH-USD", "XRP-USD", "BNB-USD", "SOL-USD", "DOGE-USD", "ADA-USD", "TRX-USD", "LINK-USD",
                    "AVAX-USD", "LTC-USD", "BCH-USD"],
    "the market": ["SPY"],
    "small-cap technology": ["PSCT"],
    "large technology, and all of it": ["XLK", "VGT"],
    "the other sectors": ["XLB", "XLC", "XLE", "XLF", "XLI", "XLP", "XLRE", "XLU", "XLV", "XLY"],
    "the small-cap sectors": ["PSCC", "PSCD", "PSCE", "PSCF", "PSCH", "PSCI", "PSCM", "PSCU"],
}


def main() -> None:
    path = sys.argv[1] if len(sys.argv) > 1 else "prices.csv"
    symbols = [symbol for group in SYMBOLS.values() for symbol in group]
    # The day of coins ends at midnight UTC; today's is not over, and is left out.
    today = datetime.now(timezone.utc).date().isoformat()
    data = yf.download(symbols, start=START, end=today, auto_adjust=True, progress=False)
    if data is None or data.empty:
        sys.exit("Nothing came back. Yahoo Finance may have refused: wait a while, or update yfinance.")

    prices = data["Close"].reindex(columns=symbols).dropna(axis="columns", how="all").dropna(how="all")
    missing = [symbol for symbol in symbols if symbol not in prices.columns]
    if missing:
        print("Without prices:", ", ".join(missing), file=sys.stderr)

    prices.to_csv(path, index_label="Date", date_format="%Y-%m-%d", float_format="%.8g")
    print(f"{path}: {len(prices.columns)} series, {prices.index[0]:%Y-%m-%d} to {prices.index[-1]:%Y-%m-%d}")


if __name__ == "__main__":
    main()
