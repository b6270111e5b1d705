import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { KindView } from '../../../../src/contract/kinds.ts';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import { KindIcon } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { chatLink, listLink, type RecordLink, recordLink } from '../../kinds/links.ts';

/** Number of records by kind, each a link to the records. */
export function PersonChannels({
  backup,
  person,
}: {
  readonly backup: string;
  readonly person: PersonDetailView;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { counts, chats, namesakes, handles, name } = person;
  const handle = handles[0]?.handle ?? name;
  /** The newest chat with this person alone: a number of messages with them must not lead to a group. */
  const newestChat = (kind: string): RecordLink | null => {
    const ofKind = chats.filter((each) => each.backup === backup && each.kind === kind);
    const newest = ofKind.find(({ chat }) => chat.kind === 'direct') ?? ofKind[0];
    return newest === undefined ? null : chatLink(backup, kind, newest.chat.key, kinds);
  };
  return (
    <ul aria-label={t.people.channels.title} className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      {counts.map(({ kind: id, records, chats: alone = 0, groups = 0 }) => {
        const kind = kinds.find(id);
        if (kind === null) return null;
        return (
          <li key={id}>
            <Tile
              link={newestChat(id) ?? listLink(backup, kind, handle)}
              kind={kind}
              name={kinds.many(id)}
              value={records}
              text={[
                ...(alone === 0 ? [] : [t.people.channels.chats({ count: alone })]),
                ...(groups === 0 ? [] : [t.people.groups({ count: groups })]),
              ].join(', ')}
            />
          </li>
        );
      })}
      {namesakes
        .filter((namesake) => namesake.backup === backup && namesake.count > 0)
        .map(({ kind, key, name: called, count }) => (
          <li key={`${kind} ${key}`}>
            <Tile
              link={recordLink({ backup, type: kind, ref: key }, kinds)}
              kind={kinds.find(kind)}
              name={kinds.one(kind)}
              value={count}
              text={called}
            />
          </li>
        ))}
    </ul>
  );
}

function Tile({
  link,
  kind,
  name,
  value,
  text,
}: {
  readonly link: RecordLink;
  readonly kind: KindView | null;
  readonly name: string;
  readonly value: number;
  readonly text: string;
}): ReactNode {
  return (
    <Link
      {...link}
      className="flex h-full flex-col gap-1 rounded-lg border border-line bg-surface p-4 shadow-card transition-colors hover:bg-hover"
    >
      <span className="flex items-center gap-2 text-sm text-muted">
        <KindIcon kind={kind} size={15} />
        {name}
      </span>
      <span className="text-xl font-semibold tabular-nums">{formatCount(value)}</span>
      <span className="hostile text-sm text-muted">{text}</span>
    </Link>
  );
}
