//! The words of headers: English, German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Chinese, Japanese.
//!
//! Lower case, no accents, nothing between the words; `%` is "percent". One line for English, then one or more for the
//! others in this order.

use super::Role;

/// Words for the first price of a day.
#[rustfmt::skip]
pub(crate) const OPEN: &[&str] = &[
    "open", "openprice", "openingprice", "opening", "adjopen", "adjustedopen", "tradeopen", "eroffnung",
    "eroffnungskurs", "eroeffnung", "eroeffnungskurs", "erster", "ouverture", "coursdouverture", "ouv", "apertura",
    "preciodeapertura", "abertura", "precodeabertura", "prezzodiapertura", "openen", "openingskoers", "otwarcie",
    "kursotwarcia", "открытие", "откр", "ценаоткрытия", "开盘", "开盘价", "開盤價", "시가", "acilis", "始値", "24hopen",
    "24hopenusd", "開盤", "开市价", "开", "acılış", "oppningskurs", "oppning", "abningskurs", "apning", "avaus",
    "oteviracicena", "nyito", "nyitoar", "deschidere", "pembukaan", "mocua", "ราคาเปิด", "เปิด", "פתיחה", "שערפתיחה",
    "الافتتاح",
];
/// Words for the highest price of a day.
#[rustfmt::skip]
pub(crate) const HIGH: &[&str] = &[
    "high", "highprice", "adjhigh", "adjustedhigh", "dayhigh", "max", "maximum", "high24h", "24hhigh", "highestprice",
    "highest", "24hhighusd", "tradehigh", "hoch", "tageshoch", "hochst", "hochstkurs", "haut", "plushaut", "maximo",
    "alto", "maxima", "alta", "massimo", "hoog", "hoogste", "najwyzszy", "najwyzsza", "maks", "kursmax", "максимум",
    "макс", "максимальнаяцена", "最高", "最高价", "最高價", "高", "고가", "yuksek", "高値", "hogstakurs", "hogst", "hogsta", "ylin",
    "nejvyssi", "tertinggi", "caonhat", "สูงสุด", "גבוה", "الأعلى",
];
/// Words for the lowest price of a day.
#[rustfmt::skip]
pub(crate) const LOW: &[&str] = &[
    "low", "lowprice", "adjlow", "adjustedlow", "daylow", "min", "minimum", "low24h", "24hlow", "lowestprice", "lowest",
    "24hlowusd", "tradelow", "tief", "tagestief", "tiefst", "tiefstkurs", "bas", "plusbas", "minimo", "bajo", "minima",
    "baixa", "basso", "laag", "laagste", "najnizszy", "najnizsza", "kursmin", "минимум", "мин", "минимальнаяцена", "最低",
    "最低价", "最低價", "低", "저가", "dusuk", "duşuk", "安値", "minimalkurs", "lagstakurs", "lagst", "lagsta", "alin", "nejnizsi",
    "terendah", "thapnhat", "ตำสุด", "נמוך", "الأدنى",
];

/// Names that say on their own what a column holds.
#[rustfmt::skip]
pub(super) const WORDS: [(Role, &[&str]); 17] = [
    (Role::Date, &[
        "date", "datetime", "timestamp", "timestamps", "snappedat", "tradedate", "tradingdate", "tradingday", "dateutc", "dt", "dtyyyymmdd",
        "opentime", "closetime", "timeopen", "timeclose", "unix", "unixtime", "unixtimestamp", "epoch", "epochtime",
        "pricedate", "quotedate", "asof", "asofdate", "observationdate", "perioddate", "exchangedate", "effectivedate",
        "businessdate", "valuedate", "datadate", "dates", "windowstart", "caldt", "dateandtime", "datestamp", "ts", "period", "tradetime",
        "datum", "handelstag", "stichtag", "zeitstempel", "zeitpunkt", "datumzeit", "datumuhrzeit",
        "jourdebourse", "horodatage", "dateheure", "dateetheure",
        "fecha", "fechahora", "fechayhora", "data", "datahora", "datapregao", "datadopregao", "dataora", "dataeora",
        "tijdstip", "handelsdag", "datumtijd", "datanotowania", "datasesji", "dataigodzina",
        "дата", "датаивремя", "датавремя", "дататоргов", "tradedatetime",
        "日期", "交易日期", "交易日", "日期时间", "日期時間", "数据日期", "資料日期", "成交日期", "时间戳",
        "날짜", "일자", "거래일", "tarih", "日付", "日付け", "年月日", "データ日付", "日時", "取引日", "基準日",
    ]),
    (Role::AdjustedClose, &[
        "adjclose", "adjustedclose", "adjustedclosingprice", "adjustedcloseprice", "adjcloseprice", "adjusted", "closeadj",
        "closeadjusted", "adjprice", "adjustedprice", "adjclosingprice", "adjustedlast", "adjclosesplitdiv",
        "bereinigterschlusskurs", "bereinigt", "schlusskursbereinigt", "adjschlusskurs", "angepassterschlusskurs",
        "clotureajustee", "coursajuste", "coursdeclotureajuste", "cierreajustado", "cierreaj", "preciodecierreajustado",
        "fechamentoajustado", "fechajustado", "precoajustado", "chiusurarettificata", "chiusuraaggiustata",
        "aangepasteslotkoers", "gecorrigeerdeslotkoers", "zamkniecieskorygowane",
        "скорректированноезакрытие", "скоррзакрытие", "скорректированнаяценазакрытия",
        "复权收盘价", "復權收盤價", "adjcloseadjustedclosepriceadjustedforsplitsanddividendandorcapitalgaindistributions", "valuewithdividends", "수정종가",
        "调整后收盘价", "調整後收盤價", "前复权收盘价", "后复权收盘价", "調整後終値", "調整済み終値",
    ]),
    (Role::Close, &[
        "close", "closelast", "last", "closeprice", "closingprice", "lastprice", "settle", "settlement", "settlementprice",
        "settleprice", "closing", "closevalue", "closingvalue", "indexclose", "lastclose", "pxlast", "prccd", "lasttrade",
        "tradeclose", "priceclose", "lasttradeprice", "closingindexvalue", "latest", "sharecloseprice", "lastsale",
        "schlusskurs", "schluss", "schlussstand", "schlusspreis", "zuletzt", "letzter", "letzterkurs", "schlusskurse",
        "cloture", "coursdecloture", "courscloture", "prixdecloture", "dernier", "derniercours", "fermeture",
        "cierre", "preciodecierre", "preciocierre", "ultimo", "ultimoprecio", "fechamento", "precodefechamento",
        "ultimopreco", "precofechamento", "fecho", "chiusura", "prezzodichiusura", "prezzochiusura", "ultimoprezzo",
        "slot", "slotkoers", "sluitkoers", "laatste", "laatstekoers", "slotprijs",
        "zamkniecie", "kurszamkniecia", "cenazamkniecia", "ostatni", "ostatnia", "ostatnikurs",
        "закрытие", "ценазакрытия", "закр", "последняя", "последняяцена", "посл", "ценапоследней",
        "收盘", "收盘价", "收盤", "收盤價", "最新价", "最新價", "收市", "收市价", "收市價", "收盘价格", "收盘指数", "收盘价元",
        "closeclosepriceadjustedforsplits", "valuewithoutdividends", "clot", "ostatnio", "simdi", "şimdi", "kapanis", "kapanış",
        "종가", "현재가", "終値", "現在値", "終値円",
        "slutkurs", "stangningskurs", "stangning", "senast", "senaste", "lukkekurs", "sidste", "sluttkurs", "siste", "paatos",
        "paatoskurssi", "viimeisin", "zaviracicena", "zaverecnykurz", "posledni", "zaro", "zaroar", "utolso", "inchidere", "pretinchidere",
        "κλεισιμο", "κλείσιμο", "terakhir", "penutupan", "đongcua", "giađongcua", "lancuoi", "ราคาปิด", "ปิด", "ลาสุด", "שערנעילה", "נעילה",
        "אחרון", "الإغلاق", "الاغلاق", "الأخير", "بسته", "پایانی",
    ]),
    (Role::Price, &[
        "price", "value", "exchangerate", "prc", "px", "nav", "netassetvalue", "rate", "indexvalue", "indexlevel", "level", "quote",
        "marketprice", "fixing", "usdpm", "usdam",
        "kurs", "preis", "wert", "kurswert", "cours", "prix", "valeur", "vl", "valeurliquidative",
        "precio", "valor", "cotizacion", "valorliquidativo", "preco", "cotacao", "cota", "prezzo", "valore", "quotazione",
        "koers", "prijs", "waarde", "cena", "notowanie", "wartosc", "цена", "курс", "значение", "котировка",
        "价格", "價格", "净值", "淨值", "单位净值", "指数", "汇率", "価格", "株価", "値", "基準価額",
    ]),
    (Role::OtherPrice, OPEN),
    (Role::OtherPrice, HIGH),
    (Role::OtherPrice, LOW),
    (Role::OtherPrice, &[
        "vwap", "average", "avg", "averageprice", "avgprice", "weightedprice", "weightedaverage", "wap", "twap",
        "typicalprice", "hl2", "hlc3", "ohlc4", "adjvwap", "bid", "ask", "bidprice", "askprice", "offer", "mid",
        "midprice", "52weekhigh", "52weeklow", "ath", "atl", "durchschnitt", "geld", "brief", "moyenne", "coursmoyen",
        "promedio", "medio", "precomedio", "media", "prezzomedio", "gemiddelde", "sredni", "srednia", "средняя",
        "средневзвешеннаяцена", "均价", "均價", "平均",
    ]),
    (Role::MarketCap, &[
        "marketcap", "marketcapitalization", "marketcapitalisation", "mktcap", "mcap", "capitalization",
        "marketvalue", "marktkapitalisierung", "borsenwert", "capitalisation", "capitalisationboursiere",
        "capitalizacion", "capitalizacionbursatil", "capitalizaciondemercado", "valordemercado", "capitalizacao",
        "capitalizacaodemercado", "capitalizzazione", "capitalizzazionedimercato", "marktkapitalisatie", "beurswaarde",
        "kapitalizacja", "kapitalizacjarynkowa", "капитализация", "рыночнаякапитализация",
        "市值", "总市值", "總市值", "流通市值", "時価総額",
    ]),
    (Role::NotPrice, &[
        "volume", "volumes", "vol", "basevolume", "quotevolume", "volumefrom", "volumeto", "totalvolume", "shares",
        "dividends", "dividend", "divcash", "dividendamount", "stocksplits", "splits", "split", "splitfactor", "splitratio",
        "splitcoefficient", "exdividend", "capitalgains", "change", "changepercent", "chg", "chgpercent", "pctchange",
        "pctchg", "percentchange", "changepct", "pchange", "pricechange", "netchange", "dailychange", "percent", "pct",
        "openint", "openinterest", "oi", "trades", "tradecount", "numberoftrades", "transactions", "turnover",
        "turnoverrate", "amount", "return", "returns", "ret", "logreturn", "logreturns", "dailyreturn", "dailyreturns",
        "logret", "yield", "target", "label", "signal", "prediction", "predicted", "forecast", "preclose", "prevclose",
        "previousclose", "prevclosingprice", "range", "volatility", "supply", "circulatingsupply", "totalsupply",
        "spread", "adjvolume", "adjustedvolume", "timehigh", "timelow", "sno", "ignore", "takerbuybasevolume",
        "takerbuyquotevolume", "takerbuybaseassetvolume", "takerbuyquoteassetvolume", "quoteassetvolume",
        "expiry", "expirydate", "expirationdate", "maturity", "maturitydate", "ipodate", "startdate", "enddate", "strike",
        "strikeprice", "beta", "pe", "peratio", "eps", "delta", "performance", "var", "varpercent", "rank", "float",
        "unadjustedvolume", "unadjustedvol", "changepercentage", "changeovertime", "strikeprices", "bidsize", "asksize",
        "volumen", "umsatz", "stuecke", "stucke", "stuck", "stueck", "veranderung", "anderung", "differenz", "diff",
        "diffpercent", "dividende", "rendite", "veraenderung", "vortag", "vortageskurs", "prozent", "umsatzstucke",
        "variation", "varia", "volumeechange", "rendement", "clotureveille", "dividendes", "nombredetitres",
        "variacion", "variacionpercent", "cambio", "cambiopercent", "dividendo", "dividendos", "rentabilidad", "cierreanterior",
        "variacao", "variacaopercent", "negocios", "quantidade", "volumefinanceiro", "retorno", "fechamentoanterior",
        "variazione", "variazionepercent", "scambi", "controvalore", "rendimento", "dividendi", "quantita",
        "verschil", "verandering", "omzet", "wijziging", "wolumen", "obrot", "obroty", "zmiana", "zmianapercent",
        "liczbatransakcji", "dywidenda", "stopazwrotu", "lop",
        "объем", "обьем", "изм", "измpercent", "изменение", "оборот", "дивиденды", "доходность", "сделки", "количествосделок",
        "成交量", "成交额", "成交額", "成交金额", "成交金額", "成交股数", "成交股數", "涨跌", "漲跌", "涨跌幅", "漲跌幅", "涨跌额",
        "漲跌價差", "换手率", "換手率", "成交笔数", "成交筆數", "振幅", "前收盘", "昨收", "市盈率", "量比", "持仓量", "交易量",
        "거래량", "거래대금", "변동", "변동percent", "등락률", "hac", "farkpercent", "wol", "takerbuyvolume", "takerbuyquotevolume",
        "出来高", "売買高", "売買代金", "前日比", "変化率", "騰落率", "変化率percent", "配当",
    ]),
    (Role::Symbol, &[
        "symbol", "symbols", "ticker", "tickers", "tic", "asset", "coin", "instrument", "security", "tickersymbol", "isin",
        "wkn", "cusip", "sedol", "ric", "secid", "permno", "tscode", "stockcode", "code", "stocksymbol", "tradingsymbol",
        "coinid", "pair", "currencypair", "figi", "actsymbol", "issymbol", "assetid", "kurzel", "symbole", "simbolo", "codigo",
        "codice", "kod", "codneg", "valeurs", "symbool", "тикер", "символ", "инструмент", "код", "代码", "代碼", "股票代码",
        "股票代碼", "证券代码", "證券代號", "股票代號", "基金代码", "コード", "銘柄コード", "証券コード", "銘柄",
    ]),
    (Role::Name, &[
        "name", "company", "companyname", "securityname", "assetname", "coinname", "stockname", "instrumentname", "longname",
        "shortname", "fullname", "issuername", "cryptocurrency", "wertpapier", "bezeichnung", "unternehmen", "firma", "nom",
        "societe", "entreprise", "nombre", "empresa", "nome", "societa", "azienda", "naam", "bedrijf", "nazwa", "spolka",
        "название", "имя", "компания", "наименование", "名称", "名稱", "股票名称", "证券名称", "股票簡稱", "证券简称", "股票简称",
        "銘柄名", "会社名", "名前",
    ]),
    (Role::Year, &["year", "yr", "yyyy", "jahr", "annee", "ano", "anno", "jaar", "rok", "год", "年", "年份", "年度"]),
    (Role::Month, &[
        "month", "mon", "mm", "mnth", "monat", "mois", "mes", "mese", "maand", "miesiac", "месяц", "月", "月份",
    ]),
    (Role::Day, &["day", "dd", "dayofmonth", "tag", "jour", "dia", "giorno", "dag", "dzien", "день", "日"]),
    (Role::Time, &[
        "time", "timeutc", "hour", "minute", "second", "tradehour", "localtime", "timeofday",
        "zeit", "uhrzeit", "stunde", "heure", "temps", "hora", "tiempo", "tempo", "ora", "orario", "tijd", "uur", "czas",
        "godzina", "время", "час", "时间", "時間", "交易时间", "成交时间", "時刻",
    ]),
    (Role::Unknown, &[]),
];

/// Words that turn the price beside them into something else, and the names of indicators.
#[rustfmt::skip]
pub(super) const DERIVED: [&str; 82] = [
    "lag", "lagged", "shift", "shifted", "prev", "previous", "pred", "preds", "predict", "predicted", "prediction",
    "predictions", "forecast", "forecasted", "target", "future", "next", "tomorrow", "yesterday", "change", "changes", "chg",
    "pct", "percent", "percentage", "diff", "difference", "delta", "return", "returns", "ret", "rets", "log", "ln", "logret",
    "ratio", "norm", "normalized", "normalised", "scaled", "zscore", "std", "stdev", "stddev", "variance", "volatility",
    "volume", "vol", "dividend", "dividends", "strike", "rolling", "signal", "upper", "lower", "spread", "rank", "cum",
    "cumulative", "yield", "growth", "gain", "loss", "residual", "error", "hist", "ma", "sma", "ema", "wma", "dema", "tema",
    "mavg", "rsi", "macd", "bb", "bband", "bbands", "atr", "momentum", "size", "count",
];

/// Indicators: a name that begins with one and goes on with numbers or an underscore is not a price.
#[rustfmt::skip]
pub(super) const INDICATORS: [&str; 34] = [
    "ma", "sma", "ema", "wma", "dema", "tema", "hma", "kama", "rsi", "macd", "macdsignal", "macdhist", "roc", "atr", "obv",
    "bb", "bband", "bbands", "bollinger", "adx", "cci", "mfi", "mom", "stoch", "stochrsi", "williams", "ichimoku", "lag",
    "vol", "volume", "return", "ret", "mavg", "moving",
];

/// What may stand beside a price word and names no asset.
#[rustfmt::skip]
pub(super) const QUALIFIERS: [&str; 53] = [
    "stock", "index", "daily", "day", "spot", "market", "closing", "settlement", "unit", "share", "coin", "crypto", "asset",
    "the", "raw", "real", "actual", "official", "current", "final", "session", "regular", "eod", "unadjusted", "in", "per",
    "a", "of", "at", "for", "trade", "trading", "token", "value", "level", "pts", "points", "local", "utc", "gmt", "est", "edt",
    "et", "cet", "ny", "nominal", "in$", "s", "ajustado", "ohlc", "historical", "is", "reference",
];

/// Currencies: behind a price word they are its unit.
#[rustfmt::skip]
pub(super) const UNITS: [&str; 36] = [
    "usd", "eur", "gbp", "jpy", "chf", "cad", "aud", "nzd", "cny", "rmb", "hkd", "inr", "krw", "brl", "pln", "rub", "sek",
    "nok", "dkk", "czk", "huf", "zar", "sgd", "twd", "usdt", "usdc", "us", "dollar", "dollars", "euro", "euros", "usdollar",
    "rupees", "yen", "pence", "gbx",
];

/// Header words in capitals that are also symbols of listed companies, funds or coins.
#[rustfmt::skip]
pub(super) const TICKERS: [&str; 47] = [
    "LOW", "OPEN", "DAY", "COIN", "LAST", "MA", "VALUE", "HIGH", "TIME", "ROC", "ATR", "RSI", "EMA", "SMA", "BB", "CCI", "ADX",
    "MFI", "MOM", "VOL", "RET", "BAS", "ALTO", "SLOT", "MAX", "MIN", "ORA", "CAP", "DATA", "TAG", "MES", "DIA", "CODE", "NAV",
    "PE", "OI", "TS", "DT", "LAG", "LOG", "EPS", "RATE", "TARGET", "PRICE", "ASK", "AMOUNT", "KOD",
];

/// Header words that also end the names of indices and funds.
#[rustfmt::skip]
pub(super) const WEAK: [&str; 24] = [
    "average", "avg", "value", "level", "rate", "quote", "max", "min", "mid", "media", "wert", "valor", "yield", "return",
    "returns", "volatility", "vol", "beta", "dividend", "dividends", "performance", "spread", "shares", "target",
];

/// Single letters that name the columns of bars.
pub(super) const LETTERS: [(&str, Role); 9] = [
    ("t", Role::Date),
    ("o", Role::OtherPrice),
    ("h", Role::OtherPrice),
    ("l", Role::OtherPrice),
    ("c", Role::Close),
    ("v", Role::NotPrice),
    ("n", Role::NotPrice),
    ("vw", Role::OtherPrice),
    ("q", Role::NotPrice),
];

/// Names of closing prices that mean the last trade.
#[rustfmt::skip]
pub(super) const LAST_TRADE: [&str; 20] = [
    "last", "lastprice", "lasttrade", "lasttradeprice", "lastsale", "latest", "pxlast", "zuletzt", "letzter", "letzterkurs",
    "dernier", "derniercours", "ultimo", "ultimoprecio", "ultimopreco", "ultimoprezzo", "laatste", "ostatni", "最新价", "現在値",
];
