import { Link } from '@tanstack/react-router';
import { ArrowUpRight, UserRound } from 'lucide-react';
import type { ReactNode } from 'react';
import type { KindView, RecordDetailView } from '../../../../src/contract/kinds.ts';
import type { PersonView } from '../../../../src/contract/person.ts';
import { useIsLocked } from '../../api/backups.ts';
import { Avatar } from '../../components/avatar.tsx';
import { Button } from '../../components/button.tsx';
import { photoOf } from '../../components/person.tsx';
import { Time } from '../../components/time.tsx';
import { formatDuration } from '../../format/duration.ts';
import { useText } from '../../i18n/text.tsx';
import { KindBadge } from '../../kinds/kind-icon.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { recordLink } from '../../kinds/links.ts';

/** Header of a record: title, kind, time, and links to its person and to its screen. */
export function RecordHead({
  backup,
  kind,
  title,
  person,
  record: { key, at, duration },
}: {
  readonly backup: string;
  readonly kind: KindView;
  readonly title: string;
  /** Its person, if there is exactly one. */
  readonly person: PersonView | null;
  readonly record: RecordDetailView;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const locked = useIsLocked(backup);
  const handle = person?.handle ?? null;
  const facts = [
    // The title of a record of a person without a card is their number, as people write it.
    ...(handle === null || handle === title || person?.handleText === title ? [] : [person?.handleText ?? handle]),
    ...(duration === null || duration === 0 ? [] : [formatDuration(duration)]),
  ];
  return (
    <header className="flex flex-wrap items-center gap-4">
      {person === null ? (
        <KindBadge kind={kind.id} />
      ) : (
        <Avatar name={person.name} photo={locked ? null : photoOf(backup, person)} size="lg" />
      )}
      <div className="min-w-0 flex-1 basis-50">
        <h2 className="hostile text-xl font-semibold tracking-tight">{title}</h2>
        {facts.length === 0 ? null : <p className="hostile text-muted">{facts.join(' · ')}</p>}
        {at === null ? null : (
          <p className="text-muted [&_time]:whitespace-normal">
            <Time at={at} format="short" />
          </p>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        {handle === null ? null : (
          <Button asChild size="sm" icon={<UserRound size={15} aria-hidden />}>
            <Link to="/b/$backupId/people" params={{ backupId: backup }} search={{ p: handle }}>
              {t.tables.openPerson}
            </Link>
          </Button>
        )}
        {kind.opens === null ? null : (
          <Button asChild size="sm" icon={<ArrowUpRight size={15} aria-hidden />}>
            <Link {...recordLink({ backup, type: kind.id, ref: key, at }, kinds)}>{t.records.inPlace}</Link>
          </Button>
        )}
      </div>
    </header>
  );
}
