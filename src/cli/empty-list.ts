import type { BackupId } from '../model/ids.ts';
import type { ViewContext } from '../views/index.ts';
import { visible } from './terminal-text.ts';

/** Options that do not filter a list. */
const NO_FILTERS: ReadonlySet<string> = new Set(['limit', 'cursor', 'all', 'sort', 'order', 'format']);

/** Values of options that do not filter a list, or keep its default. */
const NO_FILTER_VALUES: ReadonlySet<unknown> = new Set([undefined, false, 'no', 'too']);

/** What a list of one backup shows: the records of a kind, or all those of an artifact. */
export interface Listed {
  readonly views: ViewContext;
  readonly backup: BackupId;
  readonly of: { readonly kind: string } | { readonly artifact: string };
}

/**
 * Explains why a list has no items: its filters, or why the backup has no such records.
 * @param options parsed options of the command
 * @param empty text for a list without items and filters
 * @param listed null for a list of several kinds or backups
 */
export async function explainEmpty(
  options: object,
  listed: Listed | null,
  empty = 'There is nothing yet.',
): Promise<string> {
  const reason = listed === null ? null : await absenceOf(listed);
  if (reason !== null) return reason;
  const filters = Object.entries(options).flatMap(([name, value]) =>
    NO_FILTERS.has(name) || NO_FILTER_VALUES.has(value) || isEmptyArray(value) ? [] : [optionName(name)],
  );
  if (filters.length > 0) return `Nothing matches ${filters.join(', ')}.`;
  return 'cursor' in options ? 'There is nothing after this cursor.' : empty;
}

/** Why a backup has none of these records; null if it has some. */
async function absenceOf({ views, backup, of }: Listed): Promise<string | null> {
  const { listKindCounts, listKinds } = await import('../views/index.ts');
  const kinds = new Set(
    'kind' in of ? [of.kind] : listKinds().items.flatMap(({ id, artifact }) => (artifact === of.artifact ? [id] : [])),
  );
  const counts = (await listKindCounts(views, backup)).items.filter(({ kind }) => kinds.has(kind));
  const [first] = counts;
  if (first === undefined || counts.some(({ count }) => count !== null && count > 0)) return null;
  const { outcome, reason } = first;
  return visible(
    `${reason ?? `This backup has none (${outcome ?? 'not read yet'}).`} \`apple-juicer ledger\` says more.`,
  );
}

function isEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** The option whose value commander calls `name`. */
function optionName(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
