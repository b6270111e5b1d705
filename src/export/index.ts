export type { About } from './about.ts';
export { type PreparedExport, prepareExport } from './export.ts';
export type { ExportContext, ExportFile, ExportFiles, OpenedFile } from './types.ts';
