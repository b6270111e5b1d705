import { Link } from '@tanstack/react-router';
import { Check, ShieldOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { BackupView } from '../../../../src/contract/backups.ts';
import { useStartIndex } from '../../api/index-runs.ts';
import { BackupWindows } from '../../components/backup-windows.tsx';
import { Button } from '../../components/button.tsx';
import { Card } from '../../components/card.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { useText } from '../../i18n/text.tsx';
import { AREA_LOOKS } from '../../kinds/area-looks.ts';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { ChooseWhat } from './choose-what.tsx';
import { asked, type ReadChoice, useReadChoice } from './use-read-choice.ts';

/** Says what is read and where it is kept, and starts it. */
export function ReadStep({ backup }: { readonly backup: BackupView }): ReactNode {
  const t = useText();
  const words = t.start.read;
  const start = useStartIndex();
  const choice = useReadChoice(backup.id);
  const [isChoosing, setChoosing] = useState(false);
  const onStart = (): void => start.mutate(asked(backup.id, choice.change));
  // A list of files that cannot be read is known before anything is chosen.
  if (choice.artifacts === undefined && choice.error !== null) {
    return (
      <Card className="flex flex-col gap-4 p-5">
        <h2 className="text-lg font-semibold">{words.title}</h2>
        <ErrorState error={choice.error} backup={backup.id} onRetry={choice.retry} />
      </Card>
    );
  }
  return (
    <div className="grid items-start gap-4 lg:grid-cols-2">
      <Card className="flex flex-col gap-4 p-5">
        <h2 className="text-lg font-semibold">{words.title}</h2>
        {start.error === null ? null : <ErrorState error={start.error} backup={backup.id} onRetry={onStart} />}
        <p>{words.text}</p>
        {isChoosing ? <ChooseWhat choice={choice} /> : <Areas choice={choice} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button size="sm" aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
            {words.choose}
          </Button>
          <Chosen choice={choice} />
        </div>
        <p className={backup.encrypted ? 'rounded-md bg-warning-soft px-3 py-2 text-warning' : ''}>
          {backup.encrypted ? words.clear : words.plain}
        </p>
        <p className="text-muted">{words.duration}</p>
        <div className="flex flex-wrap gap-2">
          <Button kind="primary" disabled={start.isPending || choice.count === 0} onClick={onStart}>
            {start.isPending ? words.starting : words.start}
          </Button>
          <Button asChild>
            <Link to="/b/$backupId/files" params={{ backupId: backup.id }}>
              {words.files}
            </Link>
          </Button>
        </div>
      </Card>
      {backup.encrypted ? null : <NotEncrypted />}
    </div>
  );
}

/** How much is chosen; if nothing of it is in the backup, a button that chooses everything. */
function Chosen({ choice: { artifacts = [], count, isChosen, set } }: { readonly choice: ReadChoice }): ReactNode {
  const words = useText().start.read;
  if (count === null || count === artifacts.length) return null;
  const isInVain = !artifacts.some(({ artifact, isThere }) => isThere && isChosen(artifact));
  return (
    <>
      <p role="status" className="text-sm text-muted">
        {count === 0
          ? words.nothing
          : isInVain
            ? words.nothingHere
            : words.chosen({ chosen: count, all: artifacts.length })}
      </p>
      {isInVain ? (
        <Button
          size="sm"
          onClick={() =>
            set(
              artifacts.map(({ artifact }) => artifact),
              true,
            )
          }
        >
          {words.all}
        </Button>
      ) : null}
    </>
  );
}

/** The areas of all that can be read, those marked of which something will be. */
function Areas({ choice }: { readonly choice: ReadChoice }): ReactNode {
  const { records } = useText();
  const { all } = useKinds();
  const areas = [...new Set((choice.artifacts ?? all).map(({ area }) => area))];
  const isRead = (area: (typeof areas)[number]): boolean =>
    choice.artifacts?.some((one) => one.area === area && choice.isChosen(one.artifact)) ?? true;
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-1.5">
      {areas.map((area) => {
        const { icon: Icon, hue } = AREA_LOOKS[area];
        return (
          <li key={area} className="flex items-center gap-2">
            <Icon size={16} aria-hidden className={`shrink-0 text-area ${hue}`} />
            <span className="flex-1">{records.areas[area]}</span>
            {isRead(area) ? (
              <Check size={15} aria-hidden className="text-accent" />
            ) : (
              <span className="text-sm text-muted">{records.none.notChosen}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function NotEncrypted(): ReactNode {
  const { clear: words } = useText().start;
  return (
    <Card className="flex flex-col gap-3 p-5">
      <h2 className="flex items-center gap-2 font-semibold">
        <ShieldOff size={17} aria-hidden className="text-warning" />
        {words.title}
      </h2>
      <p>{words.text}</p>
      <h3 className="font-medium">{words.how}</h3>
      <p>{words.text2}</p>
      <BackupWindows />
    </Card>
  );
}
