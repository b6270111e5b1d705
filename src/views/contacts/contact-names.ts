import type { BackupId } from '../../model/ids.ts';
import { keyPages } from '../paging/key-pages.ts';
import { rowsOf } from '../rows-of.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';

/** Fields of a postal address that say nothing by themselves. */
const NO_LINE = new Set(['label', 'country', 'countryCode']);

/** Everything on a contact's card that identifies the person. */
export interface ContactNames {
  readonly key: string;
  readonly isCompany: boolean;
  /** Names as they are shown. */
  readonly whole: readonly string[];
  /** Parts of the name: given, family, nickname. */
  readonly parts: readonly string[];
  /** Phone numbers, mail addresses and accounts. */
  readonly handles: readonly string[];
  /** Lines of postal addresses. */
  readonly addresses: readonly string[];
}

/** The names and addresses of all contacts of a backup. @throws BACKUP_NOT_FOUND */
export async function* contactNames(
  ctx: ViewContext,
  backup: BackupId,
): AsyncGenerator<readonly ContactNames[], void, undefined> {
  const scope = await scopeOf(ctx, backup);
  const pages = keyPages('', (after, limit) =>
    rowsOf(ctx, scope, 'contacts').selectAll().where('key', '>', after).orderBy('key').limit(limit).execute(),
  );
  for await (const rows of pages) {
    yield rows.map((row) => ({
      key: row.key ?? '',
      isCompany: row.isCompany === true,
      whole: [row.displayName, ...(row.cards ?? []).map(({ displayName }) => displayName)].filter(isText),
      parts: [
        row.firstName,
        row.middleName,
        row.lastName,
        row.nickname,
        row.previousFamilyName,
        row.firstPhonetic,
        row.middlePhonetic,
        row.lastPhonetic,
      ].filter(isText),
      handles: [
        ...[...(row.phones ?? []), ...(row.emails ?? [])].map(({ value }) => value),
        ...[...(row.profiles ?? []), ...(row.ims ?? [])].map(({ username }) => username ?? null),
      ].filter(isText),
      addresses: (row.addresses ?? [])
        .flatMap((address) => Object.entries(address))
        .filter(([name]) => !NO_LINE.has(name))
        .map(([, line]) => line)
        .filter(isText),
    }));
  }
}

function isText(value: string | null | undefined): value is string {
  return typeof value === 'string' && value.trim() !== '';
}
