import { z } from 'zod';
import { ExportAboutSchema } from '../../contract/export-about.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { findExporter } from '../export.ts';
import type { ExportSchema } from '../exporter.ts';

/** A JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * The JSON Schema of an export: of each line of `jsonl`, or of the document of `json`. Later versions may add fields, so
 * that none are forbidden.
 * @throws BAD_REQUEST if the export has no such format
 */
export async function exportSchema(what: string, format: string): Promise<JsonSchema> {
  const exporter = await findExporter({ what, format });
  const schema = await exporter.schema?.();
  const made = schema === undefined ? null : format === 'jsonl' ? linesOf(schema) : documentOf(schema, format);
  if (made === null) {
    const described = schema === undefined ? [] : ['json', 'jsonl'];
    const known = exporter.formats.filter((each) => described.includes(each)).join(', ');
    throw new DomainError('BAD_REQUEST', msg('detail.no-export-schema', { what, formats: known === '' ? '–' : known }));
  }
  // Fields that are no part of it are allowed: schemas of what is read, not of what is written.
  const { $schema, ...rest } = z.toJSONSchema(made, { io: 'input', unrepresentable: 'any' });
  return {
    $schema,
    title: `Apple Juicer: ${what} as ${format}`,
    description: format === 'jsonl' ? 'One line of the file.' : 'The whole file.',
    ...rest,
  };
}

function linesOf({ records }: ExportSchema): z.ZodType {
  const about = typed('export', ExportAboutSchema);
  return z.union([about, ...Object.entries(records).map(([type, record]) => typed(type, record))]);
}

function typed(type: string, record: z.ZodObject): z.ZodObject {
  return record.extend({ type: z.literal(type) });
}

function documentOf({ document }: ExportSchema, format: string): z.ZodType | null {
  return document === undefined || format !== 'json' ? null : z.object({ export: ExportAboutSchema, ...document });
}
