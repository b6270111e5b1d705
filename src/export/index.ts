export type { About } from './about.ts';
export { findExporter, type PreparedExport, prepareExport } from './export.ts';
export { listExports } from './exporters.ts';
export type { ExportContext, ExportFile, ExportFiles, OpenedFile } from './types.ts';
