import { z } from 'zod';
import { TimeSchema } from '../../contract/common.ts';
import { type KindColumnView, type KindView, RecordSchema } from '../../contract/kinds.ts';
import type { ExportSchema } from '../exporter.ts';
import { exportedColumns } from './record-values.ts';

/** The records of a kind, with a field for each of its columns. */
export function recordSchema(kind: KindView): ExportSchema {
  const values = Object.fromEntries(exportedColumns(kind).map((column) => [column.name, columnSchema(column)]));
  const record = RecordSchema.omit({ kind: true, secrets: true, cut: true }).extend({
    values: z.object(values).describe('Values by column.'),
    files: z.array(z.string()).describe('Paths of its files in the export.'),
  });
  return {
    records: { [kind.id]: record },
    document: { records: z.array(record.extend({ type: z.literal(kind.id) })) },
  };
}

/** Values of a column. */
function columnSchema({ kind, description }: KindColumnView): z.ZodType {
  return SCHEMAS[kind].describe(kind === 'time' ? `${description} UTC milliseconds since 1970.` : description);
}

const NUMBER = z.number().nullable();
const TEXT = z.string().nullable();
const SCHEMAS: Readonly<Record<KindColumnView['kind'], z.ZodType>> = {
  text: TEXT,
  integer: NUMBER,
  real: NUMBER,
  boolean: z.boolean().nullable(),
  time: TimeSchema,
  handle: TEXT,
  file: TEXT,
  json: z.unknown(),
};
