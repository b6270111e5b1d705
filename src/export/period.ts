import type { ExportRequest } from '../contract/export.ts';

/** True if a time is in the period of an export. A period has no records without a time. */
export function isWithin(at: number | null, { from, to }: Pick<ExportRequest, 'from' | 'to'>): boolean {
  if (at === null) return from === undefined && to === undefined;
  return (from === undefined || at >= from) && (to === undefined || at < to);
}
