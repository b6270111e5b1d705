export { chosenChats } from './chosen-chats.ts';
export { type CopiedCoreTable, copyViews, type RowChanges } from './copy-views.ts';
export { countSourceRows, type SourceRow, type SourceTable, sourceRows, sourceTables } from './source-tables.ts';
