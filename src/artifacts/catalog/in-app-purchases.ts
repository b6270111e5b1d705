import { defineRecords, f, sqlite } from '../kit/records/index.ts';

/** What was bought inside of apps. */
export const inAppPurchases = defineRecords({
  id: 'in-app-purchases',
  area: 'money',
  version: 1,
  needs: 'any',
  absent: 'This backup holds no purchases inside of apps.',
  seenOn: ['iOS 9 (schema of a real backup)', 'synthetic'],
  store: sqlite('HomeDomain', 'Library/com.apple.itunesstored/itunesstored2.sqlitedb'),
  table: 'in_app_purchases',
  name: ['Purchase inside of an app', 'Purchases inside of apps'],
  icon: 'receipt',
  privacy: 'P2',
  rows: 'ZMICROPAYMENTBASE',
  fields: {
    boughtAt: f.cocoaTime('ZPURCHASEDATE', 'When it was bought.', { label: 'Bought' }),
    product: f.text('ZPRODUCTIDENTIFIER', 'What was bought, as the app names it.', { label: 'Product' }),
    quantity: f.integer('ZQUANTITY', 'How many.', { label: 'Quantity' }),
    transaction: f.text('ZTRANSACTIONIDENTIFIER', 'Number of the transaction.', { label: 'Transaction' }),
  },
  show: { at: 'boughtAt', title: 'product', text: ['transaction'] },
  example: {
    store: {
      tables: {
        ZMICROPAYMENTBASE: `
          Z_PK | ZPRODUCTIDENTIFIER       | ZPURCHASEDATE | ZTRANSACTIONIDENTIFIER | ZQUANTITY
          1    | com.example.trails.maps  | 770900000     | '100000123456789'      | 1`,
      },
    },
    rows: `
      boughtAt             | product                 | quantity | transaction
      2025-06-06T10:53:20Z | com.example.trails.maps | 1        | 100000123456789`,
  },
});
