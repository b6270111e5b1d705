export { findExporter } from './export.ts';
export { listExports } from './exporters.ts';
export { isAboutOneFile } from './one-file-errors.ts';
export { existingSigningKey, publicKeyText, signingKeyPath } from './pack/signing-key.ts';
export { digestOf, type PackReport, verifyPack } from './pack/verify-pack.ts';
export { packWord } from './pack/words.ts';
export { type PreparedExport, prepareExport } from './prepare-export.ts';
export { exportSchema } from './schema/json-schema.ts';
export type { About, ExportContext, ExportFile, ExportFiles, OpenedFile, Rendition } from './types.ts';
