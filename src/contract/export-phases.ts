/** What is done for an export; the first two only for redacted ones. */
export const EXPORT_PHASES = ['finding-people', 'redacting', 'exporting'] as const;
/** One of {@link EXPORT_PHASES}. */
export type ExportPhase = (typeof EXPORT_PHASES)[number];
