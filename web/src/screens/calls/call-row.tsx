import { Link } from '@tanstack/react-router';
import { Users, Video } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppView } from '../../../../src/contract/backups.ts';
import type { CallView } from '../../../../src/contract/calls.ts';
import { useIsLocked } from '../../api/backups.ts';
import { Avatar } from '../../components/avatar.tsx';
import { LIST_ROW } from '../../components/list-pane.tsx';
import { photoOf } from '../../components/person.tsx';
import { Time } from '../../components/time.tsx';
import { personName } from '../../i18n/names.ts';
import { useText } from '../../i18n/text.tsx';
import { RowLines } from '../../records/row-lines.tsx';
import { CallIcon } from './call-icon.tsx';
import { type CallSearch, toCall } from './call-search.ts';
import { howItWent, serviceOf } from './call-words.ts';

/** A call in the list: person, service, outcome and time. */
export function CallRow({
  backup,
  call,
  apps,
  search,
}: {
  readonly backup: string;
  readonly call: CallView;
  readonly apps: readonly AppView[];
  readonly search: CallSearch;
}): ReactNode {
  const t = useText();
  const locked = useIsLocked(backup);
  const { key, at, person, people, isMissed, isGroup, isVideo, direction } = call;
  const how = howItWent(call, t);
  return (
    <Link to="/b/$backupId/calls" params={{ backupId: backup }} search={toCall(search, key)} className={LIST_ROW}>
      <RowLines
        picture={<Avatar name={person.name} photo={locked ? null : photoOf(backup, person)} />}
        title={isGroup ? people.map((each) => personName(each, t)).join(', ') : personName(person, t)}
        isUrgent={isMissed}
        end={<Time at={at} format="time" />}
        below={
          <>
            <CallIcon call={call} />
            <span className="sr-only">{direction === null ? null : t.calls.directions[direction]}</span>
            <span className="hostile truncate">
              {[
                serviceOf(call, apps, t),
                ...(isGroup ? [t.calls.groupOf({ count: people.length })] : []),
                ...(how === null ? [] : [how]),
              ].join(' · ')}
            </span>
            {isVideo === true ? <Video size={14} aria-hidden className="shrink-0" /> : null}
            {isGroup ? <Users size={13} aria-hidden className="shrink-0" /> : null}
          </>
        }
      />
    </Link>
  );
}
