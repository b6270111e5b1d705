import { Link } from '@tanstack/react-router';
import { AudioLines, Paperclip } from 'lucide-react';
import type { ReactNode } from 'react';
import type { KindView, RecordView } from '../../../../src/contract/kinds.ts';
import { useIsLocked } from '../../api/backups.ts';
import { Avatar } from '../../components/avatar.tsx';
import { LIST_ROW } from '../../components/list-pane.tsx';
import { photoOf } from '../../components/person.tsx';
import { Time } from '../../components/time.tsx';
import type { TimeStyle } from '../../format/dates.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { MarkSigns } from '../../marks/mark-signs.tsx';
import { useZone } from '../../preferences/zone.tsx';
import type { People } from '../../records/field-cell.tsx';
import { recordLine, recordTitle } from '../../records/record-words.ts';
import { RowLines } from '../../records/row-lines.tsx';
import type { RecordsSearch } from './records-search.ts';

/** A record in the list: people, title, time and text. */
export function RecordRow({
  backup,
  kind,
  record,
  people,
  search: { key: _open, ...search },
  time,
}: {
  readonly backup: string;
  readonly kind: KindView;
  readonly record: RecordView;
  readonly people: People;
  readonly search: RecordsSearch;
  readonly time: TimeStyle;
}): ReactNode {
  const t = useText();
  const { id, roles } = kind;
  const { at, from, with: others, play, file } = record;
  const name = useKinds().one(id);
  const title = recordTitle(record, kind, t) ?? name;
  const person = from ?? others[0] ?? null;
  const hasPeople = roles.from !== null || roles.with.length > 0;
  const line = recordLine({ ...record, people }, kind, useZone());
  return (
    <Link
      to="/b/$backupId/records/$kind/{-$key}"
      params={{ backupId: backup, kind: id, key: record.key }}
      search={search}
      className={LIST_ROW}
    >
      <RowLines
        {...(hasPeople ? { picture: <PersonPicture backup={backup} person={person} /> } : {})}
        title={title}
        marks={
          <>
            {play !== null ? (
              <AudioLines size={14} aria-label={t.records.play.has} className="shrink-0 text-muted" />
            ) : file !== null ? (
              <Paperclip size={13} aria-label={t.records.file.has} className="shrink-0 text-muted" />
            ) : null}
            <MarkSigns backup={backup} kind={id} recordKey={record.key} />
          </>
        }
        end={at === null ? null : <Time at={at} format={time} />}
        below={line === null ? null : <span className="hostile truncate">{line}</span>}
      />
    </Link>
  );
}

function PersonPicture({
  backup,
  person,
}: {
  readonly backup: string;
  readonly person: RecordView['from'];
}): ReactNode {
  const locked = useIsLocked(backup);
  return <Avatar name={person?.name ?? ''} photo={locked || person === null ? null : photoOf(backup, person)} />;
}
