import type { FileView, ListDamageView } from '../contract/files.ts';
import { english } from '../locales/english.ts';
import { msg } from '../locales/messages.ts';

/** A manifest entry: same shape as `ListedEntry` of `sessions/`, on which views must not depend. */
export interface ListedFile {
  readonly entry: Omit<FileView, 'missing' | 'unsafe'>;
  readonly missing: boolean;
  readonly unsafe: boolean;
}

/** View of an entry. Numbers that JSON cannot represent exactly become null: they come from damaged data. */
export function fileView({ entry, missing, unsafe }: ListedFile): FileView {
  return {
    fileID: entry.fileID,
    domain: entry.domain,
    relativePath: entry.relativePath,
    kind: entry.kind,
    sizeHint: exact(entry.sizeHint),
    mode: exact(entry.mode) ?? 0,
    modifiedAt: exact(entry.modifiedAt),
    createdAt: exact(entry.createdAt),
    protectionClass: exact(entry.protectionClass),
    target: entry.target,
    missing,
    unsafe,
  };
}

/** The fields about damage of an answer that was read from the list of files; null in both if no damage was met. */
export function listDamageView(isDamaged: boolean): ListDamageView {
  const damageCode = isDamaged ? msg('remark.list-damaged') : null;
  return { damage: english(damageCode), damageCode };
}

function exact(value: number | null): number | null {
  return value !== null && Number.isSafeInteger(value) ? value : null;
}
