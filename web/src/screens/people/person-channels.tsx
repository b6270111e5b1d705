import { Link } from '@tanstack/react-router';
import { Images, type LucideIcon, MessageCircle, MessageSquare, Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PersonDetailView } from '../../../../src/contract/people.ts';
import { formatCount } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';

const TILE =
  'flex h-full flex-col gap-1 rounded-lg border border-line bg-surface p-4 shadow-card transition-colors hover:bg-hover';

/** How much there is by each channel; every number leads to what it counts. */
export function PersonChannels({
  backup,
  person,
}: {
  readonly backup: string;
  readonly person: PersonDetailView;
}): ReactNode {
  const t = useText();
  const words = t.people.channels;
  const { counts, conversations, whatsappChats, photos, handles, name } = person;
  const params = { backupId: backup };
  const here = <T extends { readonly backup: string }>(items: readonly T[]): T | undefined =>
    items.find((item) => item.backup === backup);
  const conversation = here(conversations)?.value.key;
  const chat = here(whatsappChats)?.value.key;
  const faces = here(photos);
  const caller = handles[0]?.handle ?? name;
  return (
    <ul aria-label={words.title} className="grid grid-cols-2 gap-3 xl:grid-cols-4">
      {counts.conversations + counts.groups === 0 ? null : (
        <li>
          <Link
            to="/b/$backupId/messages"
            params={params}
            search={conversation === undefined ? {} : { c: conversation }}
            className={TILE}
          >
            <Tile
              icon={MessageSquare}
              name={words.messages}
              value={counts.messages}
              text={[
                ...(counts.conversations === 0 ? [] : [words.conversations(counts.conversations)]),
                ...(counts.groups === 0 ? [] : [t.people.groups(counts.groups)]),
              ].join(', ')}
            />
          </Link>
        </li>
      )}
      {counts.whatsappChats + counts.whatsappGroups === 0 ? null : (
        <li>
          <Link
            to="/b/$backupId/whatsapp"
            params={params}
            search={chat === undefined ? {} : { c: chat }}
            className={TILE}
          >
            <Tile
              icon={MessageCircle}
              name={words.whatsapp}
              value={counts.whatsappMessages}
              text={[
                ...(counts.whatsappChats === 0 ? [] : [words.chats(counts.whatsappChats)]),
                ...(counts.whatsappGroups === 0 ? [] : [t.people.groups(counts.whatsappGroups)]),
              ].join(', ')}
            />
          </Link>
        </li>
      )}
      {counts.calls + counts.whatsappCalls === 0 ? null : (
        <li>
          <Link
            to="/b/$backupId/calls"
            params={params}
            search={{ q: caller, ...(counts.calls === 0 ? { log: 'whatsapp' } : {}) }}
            className={TILE}
          >
            <Tile
              icon={Phone}
              name={words.calls}
              value={counts.calls + counts.whatsappCalls}
              text={counts.whatsappCalls === 0 ? '' : `${words.whatsappCalls}: ${formatCount(counts.whatsappCalls)}`}
            />
          </Link>
        </li>
      )}
      {faces === undefined || faces.faceCount === 0 ? null : (
        <li>
          <Link to="/b/$backupId/photos" params={params} search={{ person: faces.person }} className={TILE}>
            <Tile icon={Images} name={words.photos} value={faces.faceCount} text={faces.name} />
          </Link>
        </li>
      )}
    </ul>
  );
}

function Tile({
  icon: Icon,
  name,
  value,
  text,
}: {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly value: number;
  readonly text: string;
}): ReactNode {
  return (
    <>
      <span className="flex items-center gap-2 text-sm text-muted">
        <Icon size={15} aria-hidden />
        {name}
      </span>
      <span className="text-xl font-semibold tabular-nums">{formatCount(value)}</span>
      <span className="hostile text-sm text-muted">{text}</span>
    </>
  );
}
