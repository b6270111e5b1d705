import { open } from 'node:fs/promises';
import { type ExportPlan, ExportPlanFileSchema, ExportPlanSchema } from '../../contract/export.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** Fits ten thousand keys and messages of 200 characters, twice. */
const MAX_BYTES = 16 * 1024 * 1024;

/**
 * The plan in an `export-plan.json`, or in the `MANIFEST.json` of an export with proof.
 * @throws BAD_REQUEST if the file is neither, or cannot be read
 */
export async function readPlan(path: string): Promise<ExportPlan> {
  const value = await readJson(path);
  const isManifest = typeof value === 'object' && value !== null && 'request' in value;
  const parsed = isManifest ? ExportPlanSchema.safeParse(value.request) : ExportPlanFileSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  return 'plan' in parsed.data ? parsed.data.plan : parsed.data;
}

async function readJson(path: string): Promise<unknown> {
  try {
    const file = await open(path);
    try {
      const { size } = await file.stat();
      if (size > MAX_BYTES) throw unreadable(`${size} bytes`);
      return JSON.parse(await file.readFile('utf8')) as unknown;
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw unreadable(error instanceof SyntaxError ? 'JSON' : ((error as NodeJS.ErrnoException).code ?? ''), error);
  }
}

function unreadable(problem: string, cause?: unknown): DomainError {
  return new DomainError('BAD_REQUEST', msg('detail.plan-unreadable', { problem }), { cause });
}
