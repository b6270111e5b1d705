import type { ReactNode } from 'react';
import type { NoteView } from '../../../../src/contract/notes.ts';
import { Badge } from '../../components/badge.tsx';
import { DefinitionList } from '../../components/definition-list.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { asText } from '../../untyped-values.ts';

/** Details of a note: dates, tags, participants. */
export function NoteFacts({ note }: { readonly note: NoteView }): ReactNode {
  const words = useText().notes.facts;
  const { createdAt, modifiedAt, openedAt, folderName, account, author, tags, participants } = note;
  const others = participants.filter(({ isMe }) => isMe !== true);
  return (
    <section className="border-t border-line pt-4 text-sm">
      <h2 className="mb-2 font-semibold">{words.title}</h2>
      <DefinitionList
        entries={[
          [words.created, createdAt === null ? null : <Time key="t" at={createdAt} />],
          [words.changed, modifiedAt === null ? null : <Time key="t" at={modifiedAt} />],
          [words.opened, openedAt === null ? null : <Time key="t" at={openedAt} />],
          [words.folder, folderName],
          [words.account, account],
          [words.author, author],
          [words.tags, tags.length === 0 ? null : tags.join('  ')],
          [words.shared, others.length === 0 ? null : <Participants key="p" participants={others} />],
        ]}
      />
    </section>
  );
}

function Participants({ participants }: { readonly participants: NoteView['participants'] }): ReactNode {
  const t = useText();
  const words = t.notes.facts;
  return (
    <ul className="flex flex-col gap-1">
      {participants.map(({ name, email, phone, isOwner, permission, hasAccepted }, index) => {
        const handle = asText(email) ?? asText(phone);
        const shown = asText(name) ?? handle ?? t.common.unknown;
        return (
          // oxlint-disable-next-line react/no-array-index-key -- there is no unique key
          <li key={index} className="flex flex-wrap items-center gap-2">
            <span className="hostile">{shown}</span>
            {handle === null || handle === shown ? null : <span className="hostile text-muted">{handle}</span>}
            {isOwner === true ? <Badge>{words.owner}</Badge> : null}
            {permission === 'read' ? <Badge>{words.readOnly}</Badge> : null}
            {hasAccepted === false ? <Badge>{words.invited}</Badge> : null}
          </li>
        );
      })}
    </ul>
  );
}
