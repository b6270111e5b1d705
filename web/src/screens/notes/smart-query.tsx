import type { ReactNode } from 'react';
import type { NoteFolderView } from '../../../../src/contract/notes.ts';
import { formatTime } from '../../format/dates.ts';
import { byCode } from '../../i18n/by-code.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { useZone } from '../../preferences/zone.tsx';

type Query = NonNullable<NoteFolderView['query']>;
type Condition = Query['groups'][number]['conditions'][number];

/** The query of a smart folder in words, and that its notes cannot be listed if so. */
export function SmartQuery({ query, isFollowed }: Pick<NoteFolderView, 'query' | 'isFollowed'>): ReactNode {
  const words = useText().notes.smart;
  const zone = useZone();
  return (
    <div className="flex flex-col gap-1 text-sm text-muted">
      <p className="hostile">
        {query === null ? words.unreadable : words.title({ query: queryWords(query, words, zone) })}
      </p>
      {isFollowed ? null : <p>{words.notFollowed}</p>}
    </div>
  );
}

function queryWords({ match, groups }: Query, words: Texts['notes']['smart'], zone: string): string {
  const parts = groups.map(({ match, conditions }) => {
    const each = conditions.map((condition) => conditionWords(condition, words, zone));
    if (match === 'none') return words.none({ list: each.join(words.or) });
    const list = each.join(match === 'any' ? words.or : words.and);
    return groups.length > 1 && each.length > 1 ? `(${list})` : list;
  });
  return parts.join(match === 'any' ? words.or : words.and);
}

function conditionWords(
  { kind, isNot, value, from, to }: Condition,
  words: Texts['notes']['smart'],
  zone: string,
): string {
  const date = (time: number | null): string => (time === null ? '' : formatTime(time, 'day', zone));
  const period = { from: date(from), to: date(to) };
  const name = value ?? '';
  const texts: Readonly<Record<string, () => string>> = {
    tag: () => words.tag({ name }),
    folder: () => words.folder({ name }),
    section: () => words.section({ name: byCode(words.sections, name) ?? name }),
    created: () => words.created(period),
    modified: () => words.modified(period),
  };
  const what = texts[kind]?.() ?? byCode(words.states, kind) ?? words.unknown({ name });
  return isNot ? words.not({ what }) : what;
}
