import { useMutation, useQuery } from '@tanstack/react-query';
import { LockKeyhole, LogOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { backupsQuery, useLock, useLockAll } from '../../api/backups.ts';
import { installationQuery } from '../../api/installation.ts';
import { logOut } from '../../api/login.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { Section } from './section.tsx';

/** Unlocked backups of all browsers, with buttons to lock them and to log out. */
export function Sessions(): ReactNode {
  const t = useText();
  const words = t.settings.sessions;
  const { data } = useQuery(backupsQuery);
  const { data: installation } = useQuery(installationQuery);
  const lock = useLock();
  const lockAll = useLockAll();
  const leave = useMutation({ mutationFn: logOut });
  const open = (data?.backups ?? []).filter(({ keysHeld }) => keysHeld);
  const error = lock.error ?? lockAll.error ?? leave.error;
  return (
    <Section title={words.title}>
      {installation === undefined ? null : (
        <p className="text-muted">{words.intro({ minutes: installation.sessionMinutes })}</p>
      )}
      {open.length === 0 ? <p>{words.none}</p> : null}
      <ul className="flex flex-col gap-2">
        {open.map(({ id, name, unlocked, lastUnlockedAt }) => (
          <li key={id} className="flex items-center gap-3">
            <div className="min-w-0 flex-1">
              <p className="hostile truncate font-medium">{name}</p>
              <p className="text-sm text-muted">
                {unlocked ? words.unlockedAt : words.unlockedElsewhere}{' '}
                {lastUnlockedAt === null ? null : <Time at={lastUnlockedAt} format="relative" />}
              </p>
            </div>
            <Button
              size="sm"
              icon={<LockKeyhole size={14} />}
              aria-label={words.lock({ name })}
              disabled={lock.isPending}
              onClick={() => lock.mutate(id)}
            >
              {words.lockNow}
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap items-center gap-2">
        {open.length > 1 ? (
          <Button icon={<LockKeyhole size={15} />} disabled={lockAll.isPending} onClick={() => lockAll.mutate()}>
            {words.lockAll}
          </Button>
        ) : null}
        <Button icon={<LogOut size={15} />} disabled={leave.isPending} onClick={() => leave.mutate()}>
          {words.signOut}
        </Button>
      </div>
      <p className="text-sm text-muted">{words.signOutHint}</p>
      {error === null ? null : <ErrorState error={error} />}
    </Section>
  );
}
