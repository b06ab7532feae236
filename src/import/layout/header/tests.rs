use super::words::WORDS;
use super::*;

fn all_are(role: Role, names: &[&str]) {
    for name in names {
        assert_eq!(reading(name), Reading { role, prefix: None }, "{name}");
    }
}

fn of(name: &str) -> (Role, Option<String>) {
    let reading = reading(name);
    (reading.role, reading.prefix)
}

#[test]
fn words_are_listed_as_they_are_looked_up() {
    for (role, words) in WORDS {
        for word in words {
            assert_eq!(&squeezed(word), word);
            assert_eq!(known(word), role, "{word} is listed twice");
        }
    }
}

#[test]
#[rustfmt::skip]
fn names_as_vendors_write_them() {
    all_are(Role::Date, &["Date", "snapped_at", "Date/Time", "<DATE>", "<DTYYYYMMDD>", "open_time", "timeOpen", "timeClose",
        "timestamp", "Date(UTC)", "UnixTimeStamp", "unix", "Trade Date", "Exchange Date", "DATE", "Close Time", "date_utc"]);
    all_are(Role::AdjustedClose, &["Adj Close", "Adj_Close", "adjClose", "Adj Close**", "Adj. Close", "Adjusted Close",
        "adjusted_close", "Adjusted", "Adj Close (USD)"]);
    all_are(Role::Close, &["Close/Last", " close ", "Close*", "Close (USD)", "<CLOSE>", "Close USD", "Closing Price", "Last",
        "close_usd", "Close Price", "Price Close", "Daily Close", "PX_LAST", "closePrice"]);
    all_are(Role::Price, &["Price", "Price USD", "Price (USD)", "price_usd", "Price in USD", "Stock Price", "Value", "NAV"]);
    all_are(Role::OtherPrice, &["Open", "High", "Low", "VWAP", "Open*", "<HIGH>", "adjHigh", "open_price", "Weighted_Price",
        "Open (USD)", "Average Price"]);
    all_are(Role::MarketCap, &["market_cap", "Market Cap", "marketCap", "Marketcap", "Market Cap (USD)"]);
    all_are(Role::NotPrice, &["Vol.", "Volume", "Change %", "% Change", "Var%", "Chg. %", "divCash", "splitFactor", "Dividends",
        "Stock Splits", "number_of_trades", "Number of trades", "ma5", "sma", "ema", "rsi", "macd", "bb_high", "bb_mavg",
        "sma_10", "rsi_14", "roc_5", "vol_ma5", "v_ma5", "close_lag_1", "Close_lag1", "predicted_close", "Predicted Close",
        "target", "return", "daily_return", "log_return", "future_return", "pct_change", "yield", "volume_change", "Prev Close",
        "price_change", "p_change", "turnover_rate", "Open Interest", "<VOL>", "<OPENINT>", "obv", "atr", "Lag_X", "MA 10",
        "SMA(20)", "close_sma_20", "Close Change", "High-Low", "close_pct_change", "timeHigh", "Volume USD", "adjVolume",
        "Target Price", "close_scaled", "+/- %", "Volume (Currency)"]);
    all_are(Role::Symbol, &["ticker", "Symbol", "<TICKER>", "ts_code", "Stock Code", "coin_id"]);
    all_are(Role::Name, &["Name", "Company", "company_name", "Security Name"]);
    all_are(Role::Year, &["Year", "year"]);
    all_are(Role::Month, &["Month", "month"]);
    all_are(Role::Day, &["Day", "day"]);
    all_are(Role::Time, &["Time", "<TIME>", "Time (UTC)", "hour"]);
    all_are(Role::Unknown, &["PSCT", "", "BTC", "AAPL", "S&P 500", "Open Text", "High Yield", "Low Volatility", "MTUM", "^GSPC",
        "High Dividend Yield", "S&P 500 Total Return", "Consumer Price Index", "Gold", "BTC-USD", "1", "2", "*", "%%%x",
        "VOLV", "CLOSER", "Dating", "MSCI World", "LVMH", "CAC 40", "Unnamed: 0", "()", "Close.1",
        "Dow Jones Industrial Average", "Russell 1000 Value", "iShares", "Mid Cap", "MID CAP", "Small Cap", "OPEN TEXT",
        "HIGH YIELD", "Nikkei Stock Average", "Return Corp Holdings"]);
}

#[test]
#[rustfmt::skip]
fn names_in_other_languages() {
    for names in [
        ["Datum", "Schlusskurs", "Kurs", "Eröffnung", "Volumen"],
        ["Date", "Cours de clôture", "Cours", "Ouverture", "Variation"],
        ["Fecha", "Cierre", "Precio", "Apertura", "Variación"],
        ["Data", "Fechamento", "Preço", "Abertura", "Variação %"],
        ["Data", "Chiusura", "Prezzo", "Massimo", "Variazione"],
        ["Datum", "Slotkoers", "Koers", "Hoogste", "Omzet"],
        ["Data", "Zamknięcie", "Cena", "Najwyższy", "Wolumen"],
        ["Дата", "Закрытие", "Цена", "Откр.", "Объём"],
        ["日期", "收盘价", "价格", "开盘", "成交量"],
        ["日期", "收盤價", "價格", "開盤", "成交額"],
        ["データ日付", "終値", "株価", "始値", "出来高"],
    ] {
        let roles = names.map(role);
        assert_eq!(roles, [Role::Date, Role::Close, Role::Price, Role::OtherPrice, Role::NotPrice], "{names:?}");
    }
    all_are(Role::Close, &["Schluss", "Zuletzt", "Último", "Dernier", "Zamkniecie", "收盘", "CLÔTURE", "Закр."]);
    all_are(Role::Date, &["日付", "DATUM", "交易日期", "Data sesji"]);
    all_are(Role::OtherPrice, &["Erster", "Hoch", "Tief", "Máxima", "Mínima", "+ haut", "Najnizszy", "高値", "最低", "Мин."]);
    all_are(Role::NotPrice, &["Изм. %", "Stuecke", "漲跌幅", "前日比", "Zmiana%", "Veränderung", "Umsatz"]);
    all_are(Role::AdjustedClose, &["Bereinigter Schlusskurs", "Clôture ajustée", "Cierre ajustado", "调整后收盘价", "調整後終値"]);
    all_are(Role::MarketCap, &["Marktkapitalisierung", "总市值", "時価総額", "Капитализация"]);
    all_are(Role::Symbol, &["Symbole", "Símbolo", "Тикер", "股票代码", "銘柄コード"]);
    all_are(Role::Name, &["Bezeichnung", "Nombre", "Nazwa", "名称", "銘柄名", "Название"]);
    all_are(Role::Year, &["Jahr", "Année", "Año", "Rok", "Год", "年"]);
    all_are(Role::Month, &["Monat", "Mois", "Mes", "Miesiąc", "月"]);
    all_are(Role::Day, &["Tag", "Jour", "Día", "Dzień", "日"]);
    all_are(Role::Time, &["Uhrzeit", "Heure", "Hora", "Godzina", "Время", "时间"]);
}

#[test]
fn compound_headers_name_their_asset() {
    for (name, role, prefix) in [
        ("IBIT.Close", Role::Close, "IBIT"),
        ("IBIT.Adjusted", Role::AdjustedClose, "IBIT"),
        ("IBIT.Volume", Role::NotPrice, "IBIT"),
        ("LOW.Close", Role::Close, "LOW"),
        ("LOW.High", Role::OtherPrice, "LOW"),
        ("MA.Close", Role::Close, "MA"),
        ("BRK.B.Close", Role::Close, "BRK.B"),
        ("SPX Close", Role::Close, "SPX"),
        ("VIX Close", Role::Close, "VIX"),
        ("VIX Open", Role::OtherPrice, "VIX"),
        ("S&P 500 Close", Role::Close, "S&P 500"),
        ("SPY Adj Close", Role::AdjustedClose, "SPY"),
        ("Adj Close SPY", Role::AdjustedClose, "SPY"),
        ("Adj Close_^GSPC", Role::AdjustedClose, "^GSPC"),
        ("close_BTC", Role::Close, "BTC"),
        ("close_btc", Role::Close, "btc"),
        ("Close_BTC-USD", Role::Close, "BTC-USD"),
        ("('Close', 'AAPL')", Role::Close, "AAPL"),
        ("BTC_close", Role::Close, "BTC"),
        ("btcClose", Role::Close, "btc"),
        ("BTC-USD Close", Role::Close, "BTC-USD"),
        ("BTC price", Role::Price, "BTC"),
        ("BTC Price (USD)", Role::Price, "BTC"),
        ("EUR Close", Role::Close, "EUR"),
        ("Volume BTC", Role::NotPrice, "BTC"),
        ("AAPL_return", Role::NotPrice, "AAPL"),
        ("BTC Market Cap", Role::MarketCap, "BTC"),
        ("Schlusskurs SAP", Role::Close, "SAP"),
        ("Dow Jones Volume", Role::NotPrice, "Dow Jones"),
        ("LOW Close", Role::Close, "LOW"),
        ("SPX.value", Role::Price, "SPX"),
        ("CLOSE BTC", Role::Close, "BTC"),
        ("SAP Schlusskurs", Role::Close, "SAP"),
    ] {
        assert_eq!(of(name), (role, Some(prefix.to_owned())), "{name}");
    }
}

#[test]
fn capitals_may_be_a_symbol() {
    for name in ["LOW", "OPEN", "DAY", "COIN", "LAST", "MA", "VALUE", " HIGH "] {
        assert!(may_be_ticker(name), "{name}");
        assert_ne!(role(name), Role::Unknown, "{name}");
    }
    for name in ["Low", "open", "CLOSE", "DATE", "VOLUME", "ADJ CLOSE", "", "AAPL"] {
        assert!(!may_be_ticker(name), "{name}");
    }
}

proptest::proptest! {
    #![proptest_config(properties::kept_beside())]
    #[test]
    fn any_name_is_fine(name in "\\PC{0,24}") {
        reading(&name);
    }
}
