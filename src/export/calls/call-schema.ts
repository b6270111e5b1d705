import { z } from 'zod';
import { CallSchema } from '../../contract/calls.ts';
import type { ExportSchema } from '../exporter.ts';

/** Calls as they are exported. */
export function callSchema(): ExportSchema {
  return { records: { call: CallSchema }, document: { calls: z.array(CallSchema) } };
}
