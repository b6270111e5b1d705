export { findExporter, type PreparedExport, prepareExport } from './export.ts';
export { listExports } from './exporters.ts';
export type { About, ExportContext, ExportFile, ExportFiles, OpenedFile } from './types.ts';
