export { findExporter } from './export.ts';
export { listExports } from './exporters.ts';
export { type PreparedExport, prepareExport } from './prepare-export.ts';
export type { About, ExportContext, ExportFile, ExportFiles, OpenedFile, Rendition } from './types.ts';
