import { defineRecords, documents, f, plistOf } from '../kit/records/index.ts';

/** The watch list of Stocks. */
export const stocks = defineRecords({
  id: 'stocks',
  area: 'money',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no watch list of Stocks.',
  seenOn: ['property list of a real phone', 'synthetic'],
  store: documents('AppDomainGroup-group.com.apple.stocks', 'Library/Preferences/group.com.apple.stocks.plist'),
  table: 'stocks',
  name: ['Watched stock', 'Watched stocks'],
  icon: 'chart-line',
  privacy: 'P1',
  rows: 'stocks/*',
  fields: {
    company: f.text('companyName', 'Name of the company.'),
    symbol: f.text('symbol', 'Its symbol.'),
    exchange: f.text('exchange', 'The stock exchange.'),
  },
  show: { title: ['company', 'symbol'], text: ['symbol', 'exchange'] },
  example: {
    store: plistOf('{"stocks": [{"symbol": "LMN", "companyName": "Lemon & Sons", "exchange": "NASDAQ"}]}'),
    rows: `
      company      | symbol | exchange
      Lemon & Sons | LMN    | NASDAQ`,
  },
});
