"""What statistics.mjs is measured against: the same numbers from the same prices, by numpy, pandas, polars and bottleneck.

Reads a line of JSON for each piece of work and answers with one: milliseconds, and the numbers in a file. Threads are the caller's
business (OMP_NUM_THREADS and the like).
"""

import json
import sys
import time

import bottleneck as bn
import numpy as np
import pandas as pd
import polars as pl


def returns(prices):
    """Log returns of days by series; where a price is missing, the next return spans the gap and stands on its own day."""
    logs = np.log(prices)
    before = bn.push(logs, axis=0)[:-1] if np.isnan(logs).any() else logs[:-1]
    return logs[1:] - before


def numpy_matrix(prices):
    return np.corrcoef(returns(prices), rowvar=False)


def numpy_masked(prices):
    r = returns(prices)
    has = ~np.isnan(r)
    x = np.where(has, r - np.nanmean(r, axis=0), 0.0)
    has = has.astype(float)
    n, sx, sxx, sxy = has.T @ has, x.T @ has, (x * x).T @ has, x.T @ x
    return (sxy - sx * sx.T / n) / np.sqrt((sxx - sx * sx / n) * (sxx.T - sx.T * sx.T / n))


def pandas_matrix(prices):
    return pd.DataFrame(returns(prices)).corr().to_numpy()


def polars_matrix(prices):
    return pl.DataFrame(returns(prices)).corr().to_numpy()


def bottleneck_rolling(prices, window):
    r = np.asfortranarray(returns(prices))
    x, y = r[:, :1], r[:, 1:]
    mean = lambda values: bn.move_mean(values, window, axis=0)
    spread = lambda values: bn.move_std(values, window, axis=0)
    return (mean(x * y) - mean(x) * mean(y)) / (spread(x) * spread(y))


def pandas_rolling(prices, window):
    frame = pd.DataFrame(returns(prices))
    return frame.iloc[:, 1:].rolling(window).corr(frame[0]).to_numpy()


def polars_rolling(prices, window):
    frame = pl.DataFrame(returns(prices))
    first, *others = frame.columns
    return frame.select([pl.rolling_corr(first, one, window_size=window).alias(one) for one in others]).to_numpy()


WORK = {
    "matrix": {"numpy": numpy_matrix, "polars": polars_matrix, "pandas": pandas_matrix},
    "matrix with gaps": {"numpy, masked": numpy_masked, "pandas": pandas_matrix},
    "rolling": {"bottleneck": bottleneck_rolling, "polars": polars_rolling, "pandas": pandas_rolling},
}

for line in sys.stdin:
    asked = json.loads(line)
    if "about" in asked:
        versions = {module.__name__: module.__version__ for module in (np, pd, pl, bn)}
        print(json.dumps({"peers": {work: list(peers) for work, peers in WORK.items()}, "versions": versions}), flush=True)
        continue
    prices = np.fromfile(asked["prices"]).reshape(asked["series"], -1).T
    more = [asked["window"]] if "window" in asked else []
    began = time.perf_counter()
    found = WORK[asked["work"]][asked["peer"]](prices, *more)
    milliseconds = (time.perf_counter() - began) * 1e3
    np.ascontiguousarray(found.T).tofile(asked["into"])
    print(json.dumps({"milliseconds": milliseconds}), flush=True)
