export { citeRows } from './cite-rows.ts';
export { listKindCounts } from './kind-counts.ts';
export { countWithoutTime, getRecord, listRecords, type RecordQuery } from './kind-records.ts';
export { listTables } from './list.ts';
export { getTableRow, listTableRows, type TableRowPage, type TableRowQuery } from './rows.ts';
export { getRecordSource } from './source.ts';
