export { Embedded } from '../../../model/example.ts';
export { FOLDER_DOMAIN } from '../../../model/folder-domain.ts';
export { folderPath, millionths } from './computed.ts';
export { defineRecords } from './define-records.ts';
export { f } from './fields.ts';
export { contentsOf, foundIn, from, lookup } from './source.ts';
export {
  binaryCookies,
  documents,
  dynamicLexicon,
  files,
  formerly,
  lengthPrefixedPlists,
  sqlite,
  stringsFiles,
} from './stores.ts';
export { plistOf } from './text-table.ts';
export { textOf } from './value.ts';
